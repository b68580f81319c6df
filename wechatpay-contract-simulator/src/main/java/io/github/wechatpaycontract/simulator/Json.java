package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON as the simulator writes it, and reads it: strictly.
 */
final class Json {

	private static final ObjectMapper MAPPER = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private Json() {
	}

	static byte[] write(Object content) {
		try {
			return MAPPER.writeValueAsBytes(content);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static JsonNode read(String text) throws IOException {
		return MAPPER.readTree(text);
	}

	/**
	 * The text parsed, or nothing if it is not JSON.
	 */
	static Optional<JsonNode> find(String text) {
		try {
			return Optional.of(read(text)).filter((node) -> !node.isMissingNode());
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

}
