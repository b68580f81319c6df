package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the body of a request as one JSON object in UTF-8 without null and without
 * characters of four bytes, wherever they stand.
 */
final class RequestBody {

	private RequestBody() {
	}

	static JsonNode read(byte[] bytes) throws Refusal {
		JsonNode body = parse(bytes);
		checkValues(body, "");
		return body;
	}

	private static JsonNode parse(byte[] bytes) throws Refusal {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			JsonNode body = Json.read(text);
			if (body.isObject()) {
				return body;
			}
			throw Refusal.parameter("/", "", "not a JSON object");
		}
		catch (CharacterCodingException ex) {
			throw Refusal.parameter("/", "", "not UTF-8");
		}
		catch (IOException ex) {
			throw Refusal.parameter("/", "", "not JSON");
		}
	}

	private static void checkValues(JsonNode node, String pointer) throws Refusal {
		if (node.isNull()) {
			throw Refusal.parameter(pointer, "", "null is not allowed");
		}
		if (node.isTextual() && node.textValue().chars().anyMatch((unit) -> Character.isSurrogate((char) unit))) {
			throw Refusal.parameter(pointer, "", "characters of four bytes are not allowed");
		}
		for (var member : node.properties()) {
			checkValues(member.getValue(), pointer + "/" + member.getKey());
		}
		for (int i = 0; node.isArray() && i < node.size(); i++) {
			checkValues(node.get(i), pointer + "/" + i);
		}
	}

}
