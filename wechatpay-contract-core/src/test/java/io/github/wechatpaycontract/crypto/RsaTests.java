package io.github.wechatpaycontract.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Rsa}.
 */
class RsaTests {

	private static final RSAPublicKey KEY = PublicKeys.read(Vectors.file("wechatpay_pub.pem"));

	@Test
	void decryptWhenGivenVectorO1ReturnsThePlaintext() throws GeneralSecurityException {
		JsonNode vector = Vectors.find("oaep", "O1");
		assertThat(Rsa.decrypt(TestPlatform.PLATFORM_KEY,
				Base64.getDecoder().decode(vector.get("ciphertext_base64").textValue())))
			.isEqualTo(vector.get("plaintext_utf8").textValue().getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void encryptWhenDecryptedGivesThePlaintextUpTo214Bytes() throws GeneralSecurityException {
		assertThat(Vectors.group("oaep_max_plaintext_bytes").intValue()).isEqualTo(214);
		for (int length : new int[] { 0, 1, 6, 213, 214 }) {
			byte[] plaintext = new byte[length];
			Arrays.fill(plaintext, (byte) 'x');
			byte[] ciphertext = Rsa.encrypt(KEY, plaintext);
			assertThat(ciphertext).hasSize(256).isNotEqualTo(Rsa.encrypt(KEY, plaintext));
			assertThat(Rsa.decrypt(TestPlatform.PLATFORM_KEY, ciphertext)).isEqualTo(plaintext);
		}
		assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> Rsa.encrypt(KEY, new byte[215]));
	}

	@Test
	void decryptWhenMadeForAnotherKeyFails() throws GeneralSecurityException {
		byte[] ciphertext = Rsa.encrypt(KEY, new byte[5]);
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> Rsa.decrypt(TestPlatform.MERCHANT_KEY, ciphertext));
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> Rsa.decrypt(TestPlatform.PLATFORM_KEY, new byte[3]));
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> Rsa.decrypt(TestPlatform.PLATFORM_KEY, new byte[257]));
	}

}
