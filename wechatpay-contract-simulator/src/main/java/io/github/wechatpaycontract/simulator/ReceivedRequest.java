package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param method the HTTP method
 * @param rawUri path and query as they stood on the wire
 * @param headers the header fields
 * @param body the bytes of the body
 * @param signatureAccepted whether the Authorization header held
 * @param receivedAt when it was complete, by the simulator's clock
 */
public record ReceivedRequest(String method, String rawUri, HeaderFields headers, byte[] body,
		boolean signatureAccepted, Instant receivedAt) {

	/**
	 * The body as text.
	 * @return the body, decoded as UTF-8
	 */
	public String bodyText() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * The merchant number that the Authorization header names, proven or not.
	 * @return the number, or nothing if there is no such header in the right form
	 */
	public Optional<String> mchid() {
		try {
			return Optional.of(Authorization.parse(this.headers).mchid());
		}
		catch (Refusal ex) {
			return Optional.empty();
		}
	}

	/**
	 * The same request by another method.
	 */
	ReceivedRequest method(String method) {
		return new ReceivedRequest(method, this.rawUri, this.headers, this.body, this.signatureAccepted,
				this.receivedAt);
	}

	ReceivedRequest accepted() {
		return new ReceivedRequest(this.method, this.rawUri, this.headers, this.body, true, this.receivedAt);
	}

	@Override
	public String toString() {
		return "ReceivedRequest[%s %s, %d bytes, signatureAccepted=%s, receivedAt=%s]".formatted(this.method,
				this.rawUri, this.body.length, this.signatureAccepted, this.receivedAt);
	}

}
