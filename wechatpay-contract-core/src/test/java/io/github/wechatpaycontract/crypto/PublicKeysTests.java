package io.github.wechatpaycontract.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.github.wechatpaycontract.Vectors;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PublicKeys}.
 */
class PublicKeysTests {

	private static final String PEM = Vectors.text("wechatpay_pub.pem");

	private static final RSAPublicKey KEY = PublicKeys.read(Vectors.file("wechatpay_pub.pem"));

	static Stream<Map.Entry<String, byte[]>> accepted() {
		Map<String, byte[]> files = new LinkedHashMap<>();
		String base64 = PEM.replaceAll("-----[A-Z ]+-----|\n", "");
		files.put("as is", bytes(PEM));
		files.put("CRLF", bytes(PEM.replace("\n", "\r\n")));
		files.put("BOM", bytes("\uFEFF" + PEM));
		files.put("comments", bytes("# from the console\n" + PEM + "# end"));
		files.put("one line", bytes(PEM.replace("\n", "")));
		files.put("literal line feeds", bytes(PEM.replace("\n", "\\n")));
		files.put("bare Base64", bytes(base64));
		files.put("DER", Base64.getDecoder().decode(base64));
		return files.entrySet().stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("accepted")
	@Tag("case-142")
	void readWhenUnambiguousReturnsTheKey(Map.Entry<String, byte[]> file) {
		assertThat(PublicKeys.read(file.getValue())).isEqualTo(KEY);
	}

	static Stream<Map.Entry<String, byte[]>> others() throws Exception {
		Map<String, byte[]> files = new LinkedHashMap<>();
		byte[] ec = TestKeys.ec().getPublic().getEncoded();
		byte[] weak = TestKeys.rsa(1024).getPublic().getEncoded();
		files.put("Not an RSA public key but a key for EC", bytes(TestKeys.pem(TestKeys.ec().getPublic())));
		files.put("an RSA public key but a key for EC", ec);
		files.put("RSA public key but a key for EC", bytes(Base64.getEncoder().encodeToString(ec)));
		files.put("a key for DSA", TestKeys.dsa().getPublic().getEncoded());
		files.put("a key for Ed25519", TestKeys.ed25519().getPublic().getEncoded());
		files.put("RSA key of 1024 bits, at least 2048 are needed",
				bytes(TestKeys.pem(TestKeys.rsa(1024).getPublic())));
		files.put("RSA key of 1024 bits, at least 2048", weak);
		files.put("RSA key of 1024 bits, at least", bytes(Base64.getEncoder().encodeToString(weak)));
		files.put("Not a public key but a certificate", Vectors.file("wechatpay_cert.pem"));
		files.put("a public key but a certificate", TestKeys.certificate(TestKeys.ec(), BigInteger.ONE).getEncoded());
		files.put("Not a public key but a private key", Vectors.file("merchant_key.pem"));
		files.put("a public key but a private key", bytes(Vectors.text("merchant_key_pkcs1.pem")));
		files.put("public key but a private key", TestKeys.ec().getPrivate().getEncoded());
		files.put("Not a public key but a certificate request",
				bytes(TestKeys.pem(TestKeys.request(TestKeys.rsa(1024)))));
		files.put("More than one PEM block; leave only the public key", bytes(PEM + PEM));
		files.put("Not a public key but a text or file of another kind", bytes("secret-canary"));
		files.put("a public key but a text or file of another kind", new byte[0]);
		files.put("text or file of another kind", bytes("\n"));
		files.put("public key but a text or file of another kind", new byte[] { 0x30, 0, 0, 0 });
		return files.entrySet().stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("others")
	@Tag("case-51")
	@Tag("case-148")
	void readWhenItIsSomethingElseSaysWhatWasFound(Map.Entry<String, byte[]> file) {
		assertThatIllegalArgumentException().isThrownBy(() -> PublicKeys.read(file.getValue()))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(file.getKey()).doesNotContain("canary"))
			.withNoCause();
	}

	@Test
	@Tag("case-51")
	void readWhenExponentIsEvenOrOneFails() throws Exception {
		for (long exponent : new long[] { 0, 1, 2, 4, 65536 }) {
			byte[] der = new SubjectPublicKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption),
					new org.bouncycastle.asn1.pkcs.RSAPublicKey(KEY.getModulus(), BigInteger.valueOf(exponent)))
				.getEncoded();
			assertThatIllegalArgumentException().as("exponent %d", exponent)
				.isThrownBy(() -> PublicKeys.read(bytes(TestKeys.pem(SubjectPublicKeyInfo.getInstance(der)))))
				.withMessageContaining("RSA");
		}
	}

	@Test
	void readWhenBytesAreDamagedFailsInOneWayOnly() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		byte[] der = KEY.getEncoded();
		for (int i = 0; i < 5_000; i++) {
			byte[] damaged = (random.nextInt(3) == 0) ? Arrays.copyOf(der, random.nextInt(der.length)) : der.clone();
			for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
				damaged[random.nextInt(Math.min(damaged.length, 1 + random.nextInt(40)))] = (byte) random.nextInt();
			}
			byte[] file = random.nextBoolean() ? damaged : bytes("-----BEGIN PUBLIC KEY-----"
					+ Base64.getEncoder().encodeToString(damaged) + "-----END PUBLIC KEY-----");
			try {
				PublicKeys.read(file);
			}
			catch (IllegalArgumentException ex) {
				assertThat(ex.getMessage()).as("seed %d", seed).isNotBlank().hasSizeLessThan(200);
			}
			catch (RuntimeException ex) {
				throw new AssertionError("seed " + seed + ", round " + i, ex);
			}
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
