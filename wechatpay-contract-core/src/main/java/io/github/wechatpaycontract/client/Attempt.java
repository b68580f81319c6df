package io.github.wechatpaycontract.client;

import java.util.Optional;

import io.github.wechatpaycontract.merchant.RequestSignature;
import org.jspecify.annotations.Nullable;

/**
 * One sending of a request to one host, signed for itself.
 */
final class Attempt {

	private final Host host;

	private volatile @Nullable RequestSignature signature;

	private volatile boolean answered;

	Attempt(Host host) {
		this.host = host;
	}

	Host host() {
		return this.host;
	}

	/** From here on the request may have left this host. */
	void sending(RequestSignature signature) {
		this.signature = signature;
	}

	boolean isSent() {
		return this.signature != null;
	}

	RequestSignature signature() {
		return Optional.ofNullable(this.signature).orElseThrow();
	}

	void answered() {
		this.answered = true;
		this.host.reached();
	}

	boolean isAnswered() {
		return this.answered;
	}

}
