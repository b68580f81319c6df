package io.github.wechatpaycontract.notification;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Rejection;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NotificationVerifier}: the encrypted resource.
 */
class NotificationDecryptionTests extends AbstractNotificationVerifierTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "aead_aes_256_gcm", "AEAD_AES_128_GCM", "AEAD_SM4_GCM", " AEAD_AES_256_GCM", "NONE" })
	@Tag("case-80")
	void verifyWhenAlgorithmIsAnotherIsMalformed(String algorithm) {
		assertThat(assertMalformed(TestPlatform.sign(resource((map) -> map.put("algorithm", algorithm)))).detail())
			.isEqualTo("'algorithm' is not AEAD_AES_256_GCM");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "sixteen-bytes-...", "签约签约签约签约" })
	@Tag("case-81")
	void verifyWhenAssociatedDataIsOfAnyFormOpens(String associatedData) {
		String sealed = TestPlatform.seal(TestPlatform.API_V3_KEY, "61f9c719728a", associatedData,
				utf8("{" + CODE + "}"));
		assertThat(verify(TestPlatform.sign(resource((map) -> {
			map.put("associated_data", associatedData);
			map.put("ciphertext", sealed);
		})))).isInstanceOf(Verified.class);
		if (associatedData.isEmpty()) {
			for (Consumer<Map<String, @Nullable Object>> absent : List.<Consumer<Map<String, @Nullable Object>>>of(
					(map) -> map.remove("associated_data"), (map) -> map.put("associated_data", null))) {
				assertThat(verify(TestPlatform.sign(resource(absent.andThen((map) -> map.put("ciphertext", sealed))))))
					.isInstanceOf(Verified.class);
			}
		}
	}

	@Test
	@Tag("case-82")
	void verifyWhenAssociatedDataIsWrongIsNotDecryptable() {
		for (String wrong : new String[] { "", "contract", "entrust ", "Entrust" }) {
			Rejected rejected = assertRejected(TestPlatform.sign(resource((map) -> map.put("associated_data", wrong))),
					Rejection.NOT_DECRYPTABLE);
			assertThat(rejected.detail()).doesNotContain("wxwtdk", "SIGNED");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "61f9c719728", "61f9c719728ab", "61f9c719728a61f9", "61f9c719728é", "密密密密密" })
	@Tag("case-83")
	void verifyWhenNonceIsNot12BytesIsMalformed(String nonce) {
		assertThat(assertMalformed(TestPlatform.sign(resource((map) -> map.put("nonce", nonce)))).detail())
			.isEqualTo("'nonce' is not 12 bytes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "!", "AAAA", "AAAAAAAAAAAAAAAAAAAA", "not base64 at all", "AA==\n",
			"AAAAAAAAAAAAAAAAAAAAA-_=" })
	@Tag("case-84")
	void verifyWhenCiphertextIsNoneIsMalformed(String ciphertext) {
		assertThat(assertMalformed(TestPlatform.sign(resource((map) -> map.put("ciphertext", ciphertext)))).detail())
			.startsWith("'ciphertext' is not the Base64");
	}

	@Test
	@Tag("case-84")
	void verifyWhenCiphertextIsOfAnyLengthIsRefusedAsDeclared() {
		for (int length = 0; length < 40; length++) {
			String text = Base64.getEncoder().encodeToString(new byte[length]);
			assertRejected(TestPlatform.sign(resource((map) -> map.put("ciphertext", text))),
					(length < 16) ? Rejection.MALFORMED : Rejection.NOT_DECRYPTABLE);
		}
		String huge = Base64.getEncoder().encodeToString(new byte[60 * 1024]);
		assertRejected(TestPlatform.sign(resource((map) -> map.put("ciphertext", huge))), Rejection.MALFORMED);
	}

	@Test
	@Tag("case-85")
	void verifyWhenAnyBitOfTheTagIsFlippedIsNotDecryptable() {
		byte[] sealed = Base64.getDecoder()
			.decode(TestPlatform.seal(TestPlatform.API_V3_KEY, "61f9c719728a", "entrust", utf8("{}")));
		for (int bit = (sealed.length - 16) * 8; bit < sealed.length * 8; bit++) {
			byte[] changed = sealed.clone();
			changed[bit / 8] ^= (byte) (1 << (bit % 8));
			assertRejected(
					TestPlatform
						.sign(resource((map) -> map.put("ciphertext", Base64.getEncoder().encodeToString(changed)))),
					Rejection.NOT_DECRYPTABLE);
		}
	}

	@Test
	@Tag("case-86")
	void verifyWhenApiV3KeyIsBeingChangedOpensWithEither() {
		String previous = "abcdefghijklmnopqrstuvwxyz012345";
		TestMessage old = TestPlatform.sign(resource((map) -> map.put("ciphertext",
				TestPlatform.seal(previous, "61f9c719728a", "entrust", utf8("{" + CODE + "}")))));
		assertRejected(old, Rejection.NOT_DECRYPTABLE);
		NotificationVerifier both = new NotificationVerifier(TestPlatform.builder()
			.platformKey(TestPlatform.publicKey())
			.apiV3Key(ApiV3Key.of(TestPlatform.API_V3_KEY))
			.apiV3Key(ApiV3Key.of(previous))
			.build(), TestPlatform.CLOCK, TestPlatform.SKEW, Map.of());
		assertThat(both.verify(old::header, old.body())).isInstanceOf(Verified.class);
		TestMessage current = plaintext("{" + CODE + "}");
		assertThat(both.verify(current::header, current.body())).isInstanceOf(Verified.class);
	}

	@Test
	@Tag("case-88")
	void verifyWhenPlaintextIsNoObjectIsMalformed() {
		for (String text : new String[] { "", "null", "[]", "1", "\"x\"", "plain", "<xml/>", "{\"a\":1", "{}{}",
				"{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}" }) {
			TestMessage message = plaintext(text);
			assertThat(assertMalformed(message).detail()).hasSizeLessThan(100);
		}
	}

}
