package io.github.wechatpaycontract.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Masks what an error repeats of the payer, and makes foreign text fit for one line of a
 * log.
 */
final class Redaction {

	private static final int LINE_LENGTH = 200;

	private static final String MASK = "****";

	private final List<String> confidential;

	Redaction(List<String> confidential) {
		this.confidential = confidential;
	}

	Map<String, @Nullable Object> of(Map<String, @Nullable Object> members) {
		Map<String, @Nullable Object> masked = new LinkedHashMap<>();
		members.forEach((name, value) -> masked.put(name, tree(value)));
		return Collections.unmodifiableMap(masked);
	}

	@SuppressWarnings("unchecked")
	private @Nullable Object tree(@Nullable Object value) {
		if (value instanceof String text) {
			return text(text);
		}
		if (value instanceof Map<?, ?> map) {
			Map<String, @Nullable Object> masked = new LinkedHashMap<>();
			((Map<String, @Nullable Object>) map).forEach((name, element) -> masked.put(text(name), tree(element)));
			return Collections.unmodifiableMap(masked);
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> masked = new ArrayList<>();
			list.forEach((element) -> masked.add(tree(element)));
			return Collections.unmodifiableList(masked);
		}
		return value;
	}

	private String text(String text) {
		String masked = text;
		for (String value : this.confidential) {
			masked = masked.replace(value, MASK);
		}
		return masked;
	}

	static String line(@Nullable String text) {
		if (text == null) {
			return "(none)";
		}
		String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", " ");
		return (line.length() <= LINE_LENGTH) ? line : line.substring(0, LINE_LENGTH) + "…";
	}

}
