package io.github.wechatpaycontract.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.text.AsciiText;

/**
 * Fills in paths and queries so that any value stays within its place: everything but
 * letters, digits and {@code -._~} is percent-encoded.
 */
public final class UriTemplate {

	private static final Pattern VARIABLE = Pattern.compile("\\{([0-9A-Za-z_]+)}");

	private static final String UNRESERVED = AsciiText.ALPHANUMERIC + "-._~";

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private UriTemplate() {
	}

	/**
	 * Fills in the variables of a path.
	 * @param template the path, such as {@code /v3/refund/{out_refund_no}}
	 * @param variables the value of each variable
	 * @return the path as it goes on the wire
	 * @throws IllegalArgumentException if a variable has no value or one that would
	 * change the path: empty, {@code .}, {@code ..} or half a surrogate pair
	 */
	public static String path(String template, Map<String, ?> variables) {
		Matcher matcher = VARIABLE.matcher(template);
		return matcher.replaceAll((match) -> Matcher.quoteReplacement(segment(match.group(1), variables)));
	}

	private static String segment(String name, Map<String, ?> variables) {
		Object value = variables.get(name);
		String text = (value != null) ? value.toString() : "";
		if (text.isEmpty() || text.equals(".") || text.equals("..")) {
			throw new IllegalArgumentException("Path variable '" + name + "' is missing, empty or a dot");
		}
		return encode(text);
	}

	/**
	 * Writes a query.
	 * @param parameters the parameters in their order
	 * @return the query with its question mark, empty when there are no parameters
	 */
	public static String query(Map<String, ?> parameters) {
		return query(parameters.entrySet());
	}

	static String query(Collection<? extends Map.Entry<String, ?>> parameters) {
		return parameters.isEmpty() ? ""
				: parameters.stream()
					.map((parameter) -> encode(parameter.getKey()) + "=" + encode(parameter.getValue().toString()))
					.collect(Collectors.joining("&", "?", ""));
	}

	private static String encode(String text) {
		return encode(bytes(text));
	}

	static String encode(byte[] text) {
		StringBuilder encoded = new StringBuilder();
		for (byte b : text) {
			if (UNRESERVED.indexOf(b) >= 0) {
				encoded.append((char) b);
			}
			else {
				encoded.append('%').append(HEX.toHexDigits(b));
			}
		}
		return encoded.toString();
	}

	/** Strict: what has no UTF-8 would become a question mark, another value. */
	private static byte[] bytes(String text) {
		try {
			ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
			return Arrays.copyOf(bytes.array(), bytes.limit());
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("A path variable or query parameter is not well-formed Unicode");
		}
	}

}
