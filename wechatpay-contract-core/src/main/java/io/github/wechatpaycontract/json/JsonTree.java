package io.github.wechatpaycontract.json;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import org.jspecify.annotations.Nullable;

/**
 * Builds an unmodifiable tree of maps, lists, texts, numbers and booleans from hostile
 * bytes.
 */
final class JsonTree {

	private static final int MAX_VALUES = 4096;

	/** Those of real answers take more; what is smaller is made to fill memory. */
	private static final int BYTES_PER_VALUE = 4;

	private static final int MAX_LENGTH = 32 * 1024;

	/**
	 * What a decoder puts in for bytes that are not UTF-8; it may also have been sent.
	 */
	private static final char REPLACEMENT = '\uFFFD';

	/** JSON that is not UTF-8 is none here, so there is nothing to detect. */
	private static final JsonFactory FACTORY = new JsonFactoryBuilder().disable(JsonFactory.Feature.CHARSET_DETECTION)
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(16)
			.maxStringLength(MAX_LENGTH)
			.maxNumberLength(64)
			.build())
		.build();

	private final JsonParser parser;

	private final boolean escapes;

	private int valuesLeft;

	private JsonTree(JsonParser parser, boolean escapes, int length) {
		this.parser = parser;
		this.escapes = escapes;
		this.valuesLeft = Math.max(MAX_VALUES, length / BYTES_PER_VALUE);
	}

	static Map<String, @Nullable Object> parse(byte[] bytes) {
		try {
			boolean ascii = true;
			boolean escapes = false;
			for (byte b : bytes) {
				ascii &= b >= 0;
				escapes |= b == '\\';
			}
			if (!ascii) {
				requireUtf8(bytes);
			}
			return parse(bytes, escapes);
		}
		catch (IOException | NumberFormatException ex) {
			throw new MalformedJsonException(null, "not well-formed JSON within the limits");
		}
	}

	/** The parser's own decoder lets some bytes pass that are not UTF-8. */
	private static void requireUtf8(byte[] bytes) throws CharacterCodingException {
		if (new String(bytes, StandardCharsets.UTF_8).indexOf(REPLACEMENT) != -1) {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
		}
	}

	private static Map<String, @Nullable Object> parse(byte[] bytes, boolean escapes) throws IOException {
		try (JsonParser parser = FACTORY.createParser(bytes)) {
			JsonTree tree = new JsonTree(parser, escapes, bytes.length);
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new MalformedJsonException(null, "not a JSON object");
			}
			Map<String, @Nullable Object> object = tree.object();
			if (parser.nextToken() != null) {
				throw new MalformedJsonException(null, "text after the JSON object");
			}
			return object;
		}
	}

	private Map<String, @Nullable Object> object() throws IOException {
		Map<String, @Nullable Object> members = new LinkedHashMap<>();
		int read = 0;
		for (String name = this.parser.nextFieldName(); name != null; name = this.parser.nextFieldName()) {
			this.parser.nextToken();
			if (name.length() > MAX_LENGTH) {
				throw new MalformedJsonException(null, "the name of a member is too long");
			}
			members.put(wellFormed(name), value());
			if (members.size() != ++read) {
				throw new MalformedJsonException(null, "a member occurs twice");
			}
		}
		return Collections.unmodifiableMap(members);
	}

	private List<@Nullable Object> array() throws IOException {
		List<@Nullable Object> elements = new ArrayList<>();
		while (this.parser.nextToken() != JsonToken.END_ARRAY) {
			elements.add(value());
		}
		return Collections.unmodifiableList(elements);
	}

	private @Nullable Object value() throws IOException {
		if (--this.valuesLeft < 0) {
			throw new MalformedJsonException(null, "too many values");
		}
		return switch (this.parser.currentToken()) {
			case START_OBJECT -> object();
			case START_ARRAY -> array();
			case VALUE_STRING -> wellFormed(this.parser.getText());
			case VALUE_NUMBER_INT -> integer(this.parser.getNumberValue());
			case VALUE_NUMBER_FLOAT -> this.parser.getDecimalValue();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case VALUE_NULL -> null;
			default -> throw new MalformedJsonException(null, "not well-formed JSON within the limits");
		};
	}

	private static Number integer(Number value) {
		return (value instanceof Integer) ? (Number) value.longValue() : value;
	}

	/**
	 * Databases refuse U+0000, and a lone surrogate is not a character. The parser takes
	 * a bare U+0000 for malformed and UTF-8 holds no surrogates, so only escapes can make
	 * either.
	 */
	private String wellFormed(String text) {
		if (!this.escapes) {
			return text;
		}
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
					&& Character.isLowSurrogate(text.charAt(i + 1));
			if (c == '\0' || (Character.isSurrogate(c) && !pair)) {
				throw new MalformedJsonException(null, "a text holds what is not a character");
			}
			if (pair) {
				i++;
			}
		}
		return text;
	}

}
