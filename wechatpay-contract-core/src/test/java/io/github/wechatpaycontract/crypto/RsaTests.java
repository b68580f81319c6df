package io.github.wechatpaycontract.crypto;

import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

	@Test
	void isConsistentWhenKeyIsGenuineHolds() throws GeneralSecurityException {
		assertThat(Rsa.isConsistent((RSAPrivateCrtKey) TestPlatform.MERCHANT_KEY)).isTrue();
		assertThat(Rsa.isConsistent((RSAPrivateCrtKey) TestPlatform.PLATFORM_KEY)).isTrue();
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(new RSAKeyGenParameterSpec(2048, BigInteger.valueOf(3)));
		assertThat(Rsa.isConsistent((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate())).isTrue();
	}

	@ParameterizedTest
	@Tag("case-11")
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7 })
	void isConsistentWhenANumberIsAnotherFails(int damaged) throws GeneralSecurityException {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) TestPlatform.MERCHANT_KEY;
		for (BigInteger difference : List.of(BigInteger.TWO, BigInteger.TWO.negate(), BigInteger.ONE.shiftLeft(512))) {
			BigInteger[] numbers = { key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(),
					key.getPrimeP(), key.getPrimeQ(), key.getPrimeExponentP(), key.getPrimeExponentQ(),
					key.getCrtCoefficient() };
			numbers[damaged] = numbers[damaged].add(difference);
			assertThat(Rsa.isConsistent(key(numbers))).isFalse();
			numbers[damaged] = BigInteger.ONE;
			assertThat(Rsa.isConsistent(key(numbers))).isFalse();
		}
	}

	@Test
	@Tag("case-11")
	void isConsistentWhenExponentSignsNothingFails() throws GeneralSecurityException {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) TestPlatform.MERCHANT_KEY;
		BigInteger one = BigInteger.ONE;
		assertThat(Rsa.isConsistent(
				key(key.getModulus(), one, one, key.getPrimeP(), key.getPrimeQ(), one, one, key.getCrtCoefficient())))
			.isFalse();
	}

	private static RSAPrivateCrtKey key(BigInteger... numbers) {
		return (RSAPrivateCrtKey) Proxy.newProxyInstance(RsaTests.class.getClassLoader(),
				new Class<?>[] { RSAPrivateCrtKey.class }, (proxy, method, args) -> switch (method.getName()) {
					case "getModulus" -> numbers[0];
					case "getPublicExponent" -> numbers[1];
					case "getPrivateExponent" -> numbers[2];
					case "getPrimeP" -> numbers[3];
					case "getPrimeQ" -> numbers[4];
					case "getPrimeExponentP" -> numbers[5];
					case "getPrimeExponentQ" -> numbers[6];
					case "getCrtCoefficient" -> numbers[7];
					default -> throw new UnsupportedOperationException(method.getName());
				});
	}

}
