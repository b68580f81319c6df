package io.github.wechatpaycontract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The fixed vectors and their throw-away keys.
 */
public final class Vectors {

	private static final JsonNode ALL = read();

	private Vectors() {
	}

	public static byte[] file(String name) {
		try (InputStream stream = Vectors.class.getResourceAsStream("/vectors/" + name)) {
			return Objects.requireNonNull(stream, name).readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static String text(String name) {
		return new String(file(name), StandardCharsets.UTF_8);
	}

	public static String key(String name) {
		return ALL.get("keys").get(name).textValue();
	}

	public static JsonNode group(String name) {
		return ALL.get(name);
	}

	public static JsonNode find(String group, String id) {
		return stream(group).filter((vector) -> vector.get("id").textValue().equals(id)).findFirst().orElseThrow();
	}

	public static Stream<JsonNode> stream(String group) {
		return StreamSupport.stream(ALL.get(group).spliterator(), false);
	}

	public static Stream<String> ids(String group) {
		return stream(group).map((vector) -> vector.get("id").textValue());
	}

	/**
	 * Headers and body of a vector as a message.
	 */
	public static TestMessage message(JsonNode vector) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		vector.get("headers")
			.properties()
			.forEach((header) -> headers.put(header.getKey(), List.of(header.getValue().textValue())));
		return new TestMessage(headers, vector.get("body").textValue().getBytes(StandardCharsets.UTF_8));
	}

	private static JsonNode read() {
		try {
			return new ObjectMapper().readTree(file("vectors.json"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
