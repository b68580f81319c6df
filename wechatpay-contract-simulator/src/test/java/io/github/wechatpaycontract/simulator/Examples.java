package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The example request and answer of every operation: as published, or, where none is,
 * made from the tables of fields.
 */
final class Examples {

	private static final JsonNode ALL = read();

	private Examples() {
	}

	static Stream<String> preSigns() {
		return Stream.of("E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8");
	}

	static Stream<String> preSignsBehindAPayment() {
		return Stream.of("E2", "E4", "E6", "E8");
	}

	static JsonNode find(String id) {
		return StreamSupport.stream(ALL.spliterator(), false)
			.filter((example) -> example.get("id").asText().equals(id))
			.findFirst()
			.orElseThrow();
	}

	static String uri(String id) {
		return find(id).get("uri").asText();
	}

	static ObjectNode request(String id) {
		return find(id).get("request").deepCopy();
	}

	static JsonNode answer(String id) {
		return find(id).get("answer");
	}

	static List<String> members(JsonNode object) {
		return object.properties().stream().map((member) -> member.getKey()).toList();
	}

	private static JsonNode read() {
		try (InputStream stream = Examples.class.getResourceAsStream("/examples.json")) {
			return new ObjectMapper().readTree(Objects.requireNonNull(stream));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
