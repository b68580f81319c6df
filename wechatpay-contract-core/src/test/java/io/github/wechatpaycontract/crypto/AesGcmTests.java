package io.github.wechatpaycontract.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.wechatpaycontract.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AesGcm}.
 */
class AesGcmTests {

	private static final List<CryptoEngine> ENGINES = CryptoEngineTests.engines().toList();

	private static final JsonNode A1 = Vectors.find("aes_gcm", "A1");

	private static final SecretKey KEY = new SecretKeySpec(bytes(A1, "key_utf8"), "AES");

	private static final byte[] CIPHERTEXT = Base64.getDecoder().decode(A1.get("ciphertext_base64").textValue());

	static Stream<String> vectors() {
		return Vectors.ids("aes_gcm");
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void openWhenGivenVectorReturnsThePlaintext(String id) throws GeneralSecurityException {
		JsonNode vector = Vectors.find("aes_gcm", id);
		byte[] associatedData = vector.get("associated_data_utf8").isNull() ? new byte[0]
				: bytes(vector, "associated_data_utf8");
		for (CryptoEngine engine : ENGINES) {
			assertThat(new AesGcm(engine, new SecretKeySpec(bytes(vector, "key_utf8"), "AES")).open(
					bytes(vector, "nonce_utf8"), associatedData,
					Base64.getDecoder().decode(vector.get("ciphertext_base64").textValue())))
				.as("%s", engine)
				.isEqualTo(bytes(vector, "plaintext_utf8"));
		}
	}

	@Test
	@Tag("case-85")
	void openWhenAnyBitIsFlippedFails() {
		byte[] nonce = bytes(A1, "nonce_utf8");
		byte[] associatedData = bytes(A1, "associated_data_utf8");
		for (CryptoEngine engine : ENGINES) {
			AesGcm aesGcm = new AesGcm(engine, KEY);
			flip(CIPHERTEXT, (changed) -> aesGcm.open(nonce, associatedData, changed));
			flip(nonce, (changed) -> aesGcm.open(changed, associatedData, CIPHERTEXT));
			flip(associatedData, (changed) -> aesGcm.open(nonce, changed, CIPHERTEXT));
			flip(KEY.getEncoded(), (changed) -> new AesGcm(engine, new SecretKeySpec(changed, "AES")).open(nonce,
					associatedData, CIPHERTEXT));
		}
	}

	@Test
	void openAgainAndAfterAFailureOpensAllTheSame() throws GeneralSecurityException {
		byte[] nonce = bytes(A1, "nonce_utf8");
		byte[] associatedData = bytes(A1, "associated_data_utf8");
		for (CryptoEngine engine : ENGINES) {
			AesGcm aesGcm = new AesGcm(engine, KEY);
			for (int i = 0; i < 3; i++) {
				assertThat(aesGcm.open(nonce, associatedData, CIPHERTEXT)).as("%s, again", engine)
					.isEqualTo(bytes(A1, "plaintext_utf8"));
				assertThat(aesGcm.open(nonce, associatedData, CIPHERTEXT)).as("%s", engine)
					.isEqualTo(bytes(A1, "plaintext_utf8"));
				assertThatExceptionOfType(GeneralSecurityException.class)
					.isThrownBy(() -> aesGcm.open(nonce, new byte[5], CIPHERTEXT));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 8, 11, 13, 16, 100 })
	void openWhenNonceIsNot12BytesFails(int length) {
		for (CryptoEngine engine : ENGINES) {
			assertThatExceptionOfType(GeneralSecurityException.class).as("%s", engine)
				.isThrownBy(() -> new AesGcm(engine, KEY).open(new byte[length], new byte[0], CIPHERTEXT));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 15, 16, 17 })
	void openWhenCiphertextIsShortFailsAsDeclared(int length) {
		for (CryptoEngine engine : ENGINES) {
			assertThatExceptionOfType(GeneralSecurityException.class).as("%s", engine)
				.isThrownBy(() -> new AesGcm(engine, KEY).open(new byte[12], new byte[0],
						Arrays.copyOf(CIPHERTEXT, length)));
		}
	}

	private static void flip(byte[] bytes, Opening opening) {
		for (int bit = 0; bit < bytes.length * 8; bit++) {
			byte[] changed = bytes.clone();
			changed[bit / 8] ^= (byte) (1 << (bit % 8));
			assertThatExceptionOfType(GeneralSecurityException.class).as("bit %d", bit)
				.isThrownBy(() -> opening.open(changed));
		}
	}

	private static byte[] bytes(JsonNode vector, String name) {
		return vector.get(name).textValue().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Opens something changed.
	 */
	private interface Opening {

		byte[] open(byte[] changed) throws GeneralSecurityException;

	}

}
