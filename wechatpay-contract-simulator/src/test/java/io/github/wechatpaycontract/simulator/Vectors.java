package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The fixed vectors and their throw-away keys.
 */
final class Vectors {

	private Vectors() {
	}

	static String file(String name) {
		try (InputStream stream = Vectors.class.getResourceAsStream("/vectors/" + name)) {
			return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static JsonNode find(String group, String id) {
		for (JsonNode vector : json().get(group)) {
			if (vector.get("id").asText().equals(id)) {
				return vector;
			}
		}
		throw new AssertionError("No vector " + id);
	}

	static JsonNode json() {
		try {
			return new ObjectMapper().readTree(file("vectors.json"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static SimulatedMerchant merchant() {
		JsonNode keys = json().get("keys");
		return SimulatedMerchant.builder()
			.privateKeyPem(file("merchant_key.pem"))
			.certificatePem(file("merchant_cert.pem"))
			.apiV3Key(keys.get("apiv3_key").asText())
			.publicKeyId(keys.get("wechatpay_public_key_id").asText())
			.platformPrivateKeyPem(file("wechatpay_key.pem"))
			.build();
	}

}
