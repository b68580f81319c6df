package io.github.wechatpaycontract.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.text.AsciiText;
import org.jspecify.annotations.Nullable;

/**
 * Masks what an error repeats of the payer, and makes foreign text fit for one line of a
 * log.
 */
final class Redaction {

	private static final int LINE_LENGTH = 200;

	private static final String MASK = "****";

	private static final int SHORT = 3;

	private static final AsciiText WIRE_NAME = AsciiText.of(AsciiText.LOWER_CASE + "_", 1, 40);

	private static final AsciiText POINTER = AsciiText.of(AsciiText.LOWER_CASE + AsciiText.DIGITS + "_/", 1, 80);

	/** What these members hold is the interface's, not the payer's. */
	private static final Set<String> STRUCTURE = Set.of("field", "location");

	private final List<String> confidential;

	Redaction(List<String> confidential) {
		this.confidential = confidential;
	}

	Map<String, @Nullable Object> of(Map<String, @Nullable Object> members) {
		Map<String, @Nullable Object> masked = new LinkedHashMap<>();
		members.forEach((name, value) -> masked.put(WIRE_NAME.test(name) ? name : text(name), member(name, value)));
		return Collections.unmodifiableMap(masked);
	}

	private @Nullable Object member(String name, @Nullable Object value) {
		if (value instanceof String text && name.equals("truncated_sign_message")) {
			return text(withoutBody(text));
		}
		boolean structure = value instanceof String text && STRUCTURE.contains(name) && POINTER.test(text);
		return structure ? value : tree(value);
	}

	/** The message WeChat Pay built is cut anywhere, perhaps within an openid. */
	private static String withoutBody(String message) {
		return message.lines().limit(4).collect(Collectors.joining("\n"));
	}

	@SuppressWarnings("unchecked")
	private @Nullable Object tree(@Nullable Object value) {
		if (value instanceof String text) {
			return text(text);
		}
		if (value instanceof Map<?, ?> map) {
			return of((Map<String, @Nullable Object>) map);
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> masked = new ArrayList<>();
			list.forEach((element) -> masked.add(tree(element)));
			return Collections.unmodifiableList(masked);
		}
		return value;
	}

	/** A very short name would make holes in every word. */
	private String text(String text) {
		String masked = text;
		for (String value : this.confidential) {
			if (value.length() >= SHORT) {
				masked = masked.replace(value, MASK);
			}
			else if (value.equals(text)) {
				return MASK;
			}
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
