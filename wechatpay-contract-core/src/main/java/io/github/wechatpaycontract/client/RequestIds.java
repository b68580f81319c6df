package io.github.wechatpaycontract.client;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The {@code Request-ID} of answers, which support asks for.
 */
final class RequestIds {

	private RequestIds() {
	}

	static @Nullable String of(List<String> values) {
		String value = values.isEmpty() ? "" : values.get(0).strip();
		return value.matches("[0-9A-Za-z_-]{1,128}") ? value : null;
	}

	static String suffix(@Nullable String requestId) {
		return (requestId != null) ? " (Request-ID " + requestId + ")" : "";
	}

}
