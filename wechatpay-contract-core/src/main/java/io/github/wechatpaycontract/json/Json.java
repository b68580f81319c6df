package io.github.wechatpaycontract.json;

import java.io.UncheckedIOException;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Writes and reads the JSON of WeChat Pay with a mapper of our own, never the
 * application's.
 */
public final class Json {

	private static final ObjectMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
		.build();

	private Json() {
	}

	/**
	 * Writes a record or a map: names in snake case, absent values left out.
	 * @param value the record or map
	 * @return the UTF-8 bytes, to be signed and sent as they are
	 */
	public static byte[] write(Object value) {
		try {
			return MAPPER.writeValueAsBytes(value);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException("Not serializable: " + value.getClass().getName(), ex);
		}
	}

	/**
	 * Reads one JSON object, strictly: UTF-8 without a byte order mark, no member twice,
	 * no text after it, at most 16 levels deep, texts of at most 32 KiB.
	 * @param bytes the bytes
	 * @return the object
	 * @throws MalformedJsonException if the bytes are anything else
	 */
	public static JsonObject read(byte[] bytes) {
		return new JsonObject(JsonTree.parse(bytes));
	}

}
