package io.github.wechatpaycontract.merchant;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.json.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Vector C1, with what is there before certificates are downloaded: reading, opening, the
 * ring, verifying.
 */
class CertificateDownloadVectorTests {

	@Test
	void verifyWhenRingIsBuiltFromTheAnswerHolds() throws Exception {
		JsonNode vector = Vectors.group("certificates_download");
		TestMessage answer = Vectors.message(vector);
		List<PlatformKey> keys = new ArrayList<>();
		for (Object entry : (List<?>) Json.read(answer.body()).members().get("data")) {
			Map<?, ?> sealed = (Map<?, ?>) ((Map<?, ?>) entry).get("encrypt_certificate");
			byte[] pem = TestPlatform.merchant()
				.open(bytes(sealed.get("nonce")), bytes(sealed.get("associated_data")),
						Base64.getDecoder().decode((String) sealed.get("ciphertext")));
			PlatformKey key = PlatformKey.certificate(Certificates.read(pem));
			assertThat(key.serial()).isEqualTo(((Map<?, ?>) entry).get("serial_no"));
			keys.add(key);
		}
		PlatformKeys ring = TestPlatform.ring(keys.toArray(PlatformKey[]::new));
		assertThat(ring.all()).extracting(PlatformKey::serial)
			.containsExactly(vector.get("expect_serials").get(0).textValue(),
					vector.get("expect_serials").get(1).textValue());
		assertThat(ring.preferred().orElseThrow().serial()).isEqualTo(vector.get("expect_for_encryption").textValue());
		Clock clock = Clock.fixed(Instant.ofEpochSecond(Long.parseLong(answer.first(TestMessage.TIMESTAMP))),
				ZoneOffset.UTC);
		assertThat(new SignatureVerifier(ring, clock, TestPlatform.SKEW).verify(answer::header, answer.body()))
			.isEmpty();
	}

	private static byte[] bytes(Object text) {
		return ((String) text).getBytes(StandardCharsets.UTF_8);
	}

}
