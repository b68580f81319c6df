package io.github.wechatpaycontract.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.Objects;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The vectors of Project Wycheproof through our own operations: forged paddings, wrong
 * digests, altered tags.
 */
class WycheproofTests {

	private static final HexFormat HEX = HexFormat.of();

	static Stream<Arguments> signatures() {
		return CryptoEngineTests.engines()
			.flatMap((engine) -> Stream.of("rsa_signature_2048_sha256_test", "rsa_signature_3072_sha256_test")
				.map((file) -> Arguments.of(engine, file)));
	}

	@ParameterizedTest
	@Tag("case-50")
	@MethodSource("signatures")
	void verifyAgreesWithEveryVector(CryptoEngine engine, String file) throws IOException {
		List<String> mismatches = new ArrayList<>();
		int vectors = 0;
		for (JsonNode group : groups(file)) {
			VerifyingKey key = engine
				.verifyingKey(PublicKeys.read(group.get("keyPem").textValue().getBytes(StandardCharsets.US_ASCII)));
			for (JsonNode test : group.get("tests")) {
				vectors++;
				boolean verified = key.verify(bytes(test, "sig"), bytes(test, "msg"));
				if (disagrees(test, verified)) {
					mismatches.add(test.get("tcId") + " " + test.get("comment"));
				}
			}
		}
		assertThat(mismatches).isEmpty();
		assertThat(vectors).isGreaterThanOrEqualTo(239);
	}

	static Stream<CryptoEngine> engines() {
		return CryptoEngineTests.engines();
	}

	@ParameterizedTest
	@Tag("case-87")
	@MethodSource("engines")
	void openAgreesWithEveryVector(CryptoEngine engine) throws IOException {
		List<String> mismatches = new ArrayList<>();
		int vectors = 0;
		for (JsonNode group : groups("aes_gcm_test")) {
			for (JsonNode test : group.get("tests")) {
				vectors++;
				if (disagrees(test, opens(engine, test))) {
					mismatches.add(test.get("tcId") + " " + test.get("comment"));
				}
			}
		}
		assertThat(mismatches).isEmpty();
		assertThat(vectors).isGreaterThanOrEqualTo(48);
	}

	private static boolean opens(CryptoEngine engine, JsonNode test) {
		SecretKey key = new SecretKeySpec(bytes(test, "key"), "AES");
		byte[] ciphertext = HEX.parseHex(test.get("ct").textValue() + test.get("tag").textValue());
		try {
			byte[] plaintext = new AesGcm(engine, key).open(bytes(test, "iv"), bytes(test, "aad"), ciphertext);
			return HEX.formatHex(plaintext).equals(test.get("msg").textValue());
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	/** What the vectors call acceptable may go either way. */
	private static boolean disagrees(JsonNode test, boolean accepted) {
		return switch (test.get("result").textValue()) {
			case "valid" -> !accepted;
			case "invalid" -> accepted;
			default -> false;
		};
	}

	private static byte[] bytes(JsonNode test, String name) {
		return HEX.parseHex(test.get(name).textValue());
	}

	private static JsonNode groups(String file) throws IOException {
		try (InputStream in = WycheproofTests.class.getResourceAsStream("/wycheproof/" + file + ".json")) {
			return new ObjectMapper().readTree(Objects.requireNonNull(in)).get("testGroups");
		}
	}

}
