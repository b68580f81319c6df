package io.github.wechatpaycontract.client;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.wechatpaycontract.ApiError;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.json.MalformedJsonException;
import io.github.wechatpaycontract.merchant.RequestSignature;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exception of an answer that is an error, whatever its body is.
 */
final class ApiErrors {

	private final Clock clock;

	private final ClockHint clockHint;

	ApiErrors(Clock clock) {
		this.clock = clock;
		this.clockHint = new ClockHint(clock);
	}

	WechatPayApiException exception(ApiRequest request, RequestSignature signature, HttpAnswer answer, boolean verified,
			@Nullable String requestId) {
		Map<String, @Nullable Object> members = members(answer.body());
		ApiError error = (members != null) ? error(request, members) : null;
		List<String> message = new ArrayList<>();
		message.add("%s %s was answered %d".formatted(request.method(), request.name(), answer.status())
				+ ((error != null) ? describe(error) : " without a readable error") + RequestIds.suffix(requestId));
		if (answer.status() == 401) {
			SignErrorHint.of((members != null) ? members.get("detail") : null, signature.message())
				.ifPresent(message::add);
			this.clockHint.of(answer).ifPresent(message::add);
		}
		if (!verified) {
			message.add("not verified: never change the state of a contract because of it");
		}
		return new WechatPayApiException(String.join("; ", message), answer.status(), error, verified, requestId,
				RetryAfter.of(answer.header("Retry-After"), this.clock.instant()));
	}

	private static @Nullable Map<String, @Nullable Object> members(byte[] body) {
		try {
			return Json.read(body).members();
		}
		catch (MalformedJsonException ex) {
			return null;
		}
	}

	private static ApiError error(ApiRequest request, Map<String, @Nullable Object> members) {
		Map<String, @Nullable Object> masked = new Redaction(request.confidential()).of(members);
		return new ApiError(code(members.get("code")), text(masked.get("message")), masked.get("detail"));
	}

	private static @Nullable String code(@Nullable Object value) {
		return (value instanceof String code && code.matches("[0-9A-Za-z_]{1,64}")) ? code : null;
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value instanceof String text) ? text : null;
	}

	private static String describe(ApiError error) {
		StringBuilder text = new StringBuilder();
		text.append(' ').append(Redaction.line(error.code()));
		text.append(": ").append(Redaction.line(error.message()));
		error.field().ifPresent((field) -> text.append(" [field ").append(Redaction.line(field)).append(']'));
		error.issue().ifPresent((issue) -> text.append(" [issue ").append(Redaction.line(issue)).append(']'));
		return text.toString();
	}

}
