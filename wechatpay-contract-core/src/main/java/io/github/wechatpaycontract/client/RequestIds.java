package io.github.wechatpaycontract.client;

import java.util.List;

import io.github.wechatpaycontract.text.AsciiText;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Request-ID} of answers, which support asks for.
 */
final class RequestIds {

	private static final AsciiText ID = AsciiText.of(AsciiText.ALPHANUMERIC + "_-", 1, 128);

	private RequestIds() {
	}

	static @Nullable String of(List<String> values) {
		String value = values.isEmpty() ? "" : values.get(0).strip();
		return ID.test(value) ? value : null;
	}

	static String suffix(@Nullable String requestId) {
		return (requestId != null) ? " (Request-ID " + requestId + ")" : "";
	}

}
