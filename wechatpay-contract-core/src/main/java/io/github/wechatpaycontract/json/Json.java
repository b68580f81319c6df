package io.github.wechatpaycontract.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the JSON of WeChat Pay with a mapper of our own, never the
 * application's.
 */
public final class Json {

	private static final ObjectMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.defaultPropertyInclusion(
				JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.addModule(OffsetTimes.module())
		.build();

	private Json() {
	}

	/**
	 * Writes a record or a map: names of records in snake case, absent values left out.
	 * @param value the record or map
	 * @return the UTF-8 bytes, to be signed and sent as they are
	 * @throws IllegalArgumentException if the value cannot be written
	 */
	public static byte[] write(Object value) {
		try {
			return MAPPER.writeValueAsBytes(value);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException("Not serializable: " + value.getClass().getName(), ex);
		}
	}

	/**
	 * Writes a tree of maps, lists and values with the members of every map in the order
	 * of their names: the same bytes for the same content.
	 * @param tree the tree
	 * @return the UTF-8 bytes
	 */
	public static byte[] canonical(Map<String, ? extends @Nullable Object> tree) {
		try {
			return MAPPER.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).writeValueAsBytes(tree);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException("Not a tree of maps, lists and values", ex);
		}
	}

	/**
	 * Reads one JSON object, strictly: UTF-8 without a byte order mark, no member twice,
	 * no text after it, at most 16 levels deep, texts and names of at most 32 Ki
	 * characters, numbers of at most 64, and at most one value for each four bytes, but
	 * always 4,096.
	 * @param bytes the bytes
	 * @return the object
	 * @throws MalformedJsonException if the bytes are anything else
	 */
	public static JsonObject read(byte[] bytes) {
		return new JsonObject(JsonTree.parse(bytes));
	}

	/**
	 * Returns the texts and numbers anywhere in a JSON text of our own.
	 * @param bytes what {@link #write} returned
	 * @return the texts, and the numbers as texts
	 */
	public static List<String> values(byte[] bytes) {
		try {
			List<String> values = new ArrayList<>();
			collect(MAPPER.readTree(bytes), values);
			return values;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void collect(JsonNode node, List<String> values) {
		if (node.isTextual() || node.isNumber()) {
			values.add(node.asText());
		}
		node.forEach((child) -> collect(child, values));
	}

	static <T> T convert(Map<String, @Nullable Object> members, Class<T> type) {
		try {
			return MAPPER.convertValue(members, type);
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedJsonException(null, "the members do not fit " + type.getSimpleName());
		}
	}

}
