package io.github.wechatpaycontract.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.wechatpaycontract.text.AsciiText;
import org.jspecify.annotations.Nullable;

/**
 * Masks what an error repeats of the payer, and makes foreign text fit for one line of a
 * log.
 */
final class Redaction {

	/**
	 * The form of all openids, at any place where it is not part of a longer word. Unlike
	 * a number of the merchant's they have letters of both cases.
	 */
	private static final Pattern OPENID = Pattern
		.compile("(?<![\\w-])o(?=[\\w-]*[A-Z])(?=[\\w-]*[a-z])[\\w-]{27}(?![\\w-])");

	private static final int LINE_LENGTH = 200;

	private static final String MASK = "****";

	private static final int SHORT = 3;

	private static final int SHORT_UNLESS_ASCII = 2;

	private static final AsciiText WIRE_NAME = AsciiText.of(AsciiText.LOWER_CASE + "_", 1, 40);

	private static final AsciiText POINTER = AsciiText.of(AsciiText.LOWER_CASE + AsciiText.DIGITS + "_/", 1, 80);

	/** What these members hold is the interface's, not the payer's. */
	private static final Set<String> STRUCTURE = Set.of("field", "location");

	private final List<String> confidential;

	/** Longest first, as one may be part of another. */
	Redaction(List<String> confidential) {
		this.confidential = confidential.stream()
			.flatMap((value) -> Stream.of(value, UriTemplate.encode(value.getBytes(StandardCharsets.UTF_8))))
			.distinct()
			.sorted(Comparator.comparingInt(String::length).reversed())
			.toList();
	}

	/**
	 * Returns whether a text is long enough to be masked within others: two characters
	 * are a name in Chinese, and part of many words in English.
	 * @param text the text
	 * @param length how long a text of ASCII characters must be
	 */
	static boolean isLong(String text, int length) {
		boolean ascii = text.chars().allMatch((c) -> c < 128);
		return text.length() >= (ascii ? length : SHORT_UNLESS_ASCII);
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
		return message.substring(0, message.lastIndexOf('\n') + 1).lines().limit(4).collect(Collectors.joining("\n"));
	}

	@SuppressWarnings("unchecked")
	private @Nullable Object tree(@Nullable Object value) {
		if (value instanceof String text) {
			return text(text);
		}
		if (value instanceof Number number) {
			String masked = text(number.toString());
			return masked.equals(number.toString()) ? number : masked;
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
			if (isLong(value, SHORT)) {
				masked = masked.replace(value, MASK);
			}
			else if (value.equals(text)) {
				return MASK;
			}
		}
		return openids(masked);
	}

	/**
	 * Masks what looks like an openid, whoever wrote it.
	 */
	static String openids(String text) {
		return OPENID.matcher(text).replaceAll(MASK);
	}

	static String line(@Nullable String text) {
		if (text == null) {
			return "(none)";
		}
		String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", " ");
		return (line.length() <= LINE_LENGTH) ? line : line.substring(0, LINE_LENGTH) + "…";
	}

}
