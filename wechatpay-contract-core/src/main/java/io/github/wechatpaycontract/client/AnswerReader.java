package io.github.wechatpaycontract.client;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an answer is: a verified result, an error WeChat Pay describes, or
 * something that cannot be trusted.
 */
final class AnswerReader {

	private final SignatureVerifier verifier;

	private final ApiErrors errors;

	AnswerReader(SignatureVerifier verifier, Clock clock) {
		this.verifier = verifier;
		this.errors = new ApiErrors(clock);
	}

	ApiAnswer read(ApiRequest request, RequestSignature signature, HttpAnswer answer) {
		Optional<SignatureFailure> failure = this.verifier.verify(answer::header, answer.body());
		String requestId = RequestIds.of(answer.header("Request-ID"));
		boolean success = answer.status() >= 200 && answer.status() < 300;
		if (success && failure.isPresent()) {
			throw unverified(request, failure.get(), answer, requestId);
		}
		if (answer.status() == 200 || answer.status() == 204) {
			return new ApiAnswer(answer.status(), answer.body(), requestId);
		}
		throw this.errors.exception(request, signature, answer, failure.isEmpty(), requestId);
	}

	/**
	 * Returns how far this host's clock was ahead of the last answer that was proven.
	 */
	Optional<Duration> clockSkew() {
		return this.verifier.provenSkew();
	}

	private WechatPaySignatureException unverified(ApiRequest request, SignatureFailure failure, HttpAnswer answer,
			@Nullable String requestId) {
		return new WechatPaySignatureException(
				"%s %s: the answer is not proven to come from WeChat Pay and was not used: %s%s".formatted(
						request.method(), request.name(), this.verifier.describe(failure, answer::header),
						RequestIds.suffix(requestId)),
				failure, requestId);
	}

}
