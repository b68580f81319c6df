package io.github.wechatpaycontract.client;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The {@code Request-ID} of answers, which support asks for.
 */
final class RequestIds {

	private static final Predicate<String> ID = Pattern.compile("[0-9A-Za-z_-]{1,128}").asMatchPredicate();

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
