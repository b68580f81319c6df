package io.github.wechatpaycontract.crypto;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Security;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PrivateKeys}.
 */
class PrivateKeysTests {

	private static final String PKCS8 = Vectors.text("merchant_key.pem");

	private static final String PKCS1 = Vectors.text("merchant_key_pkcs1.pem");

	private static final String CERTIFICATE = Vectors.text("merchant_cert.pem");

	private static final char[] PASSPHRASE = "s3cret pass 密".toCharArray();

	static Stream<Map.Entry<String, byte[]>> accepted() {
		Map<String, byte[]> files = new LinkedHashMap<>();
		for (String pem : new String[] { PKCS8, PKCS1 }) {
			String kind = (pem.equals(PKCS8)) ? "PKCS#8 " : "PKCS#1 ";
			files.put(kind + "as is", bytes(pem));
			files.put(kind + "CRLF", bytes(pem.replace("\n", "\r\n")));
			files.put(kind + "CR", bytes(pem.replace("\n", "\r")));
			files.put(kind + "BOM", bytes("\uFEFF" + pem));
			files.put(kind + "comments",
					bytes("# mine: 1900000109\nBag Attributes\n    friendlyName: x\n" + pem + "\n# end of it -----\n"));
			files.put(kind + "trailing blanks", bytes(pem.replace("\n", "  \t\n") + "   \n\n"));
			files.put(kind + "leading blanks", bytes(pem.replace("\n", "\n    ")));
			files.put(kind + "one line", bytes(pem.replace("\n", "")));
			files.put(kind + "one line with blanks", bytes(pem.replace("\n", " ")));
			files.put(kind + "literal line feeds", bytes(pem.replace("\n", "\\n")));
			files.put(kind + "literal CRLF", bytes(pem.replace("\n", "\\r\\n")));
			files.put(kind + "with certificate behind", bytes(pem + CERTIFICATE));
			files.put(kind + "with certificate before", bytes(CERTIFICATE + pem));
			String base64 = pem.replaceAll("-----[A-Z ]+-----|\n", "");
			files.put(kind + "bare Base64", bytes(base64));
			files.put(kind + "bare Base64 in lines", bytes(base64.replaceAll("(.{64})", "$1\r\n") + "\r\n"));
			files.put(kind + "bare Base64 with BOM", bytes("\uFEFF" + base64));
			files.put(kind + "DER", Base64.getDecoder().decode(base64));
		}
		return files.entrySet().stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("accepted")
	@Tag("case-142")
	void readWhenUnambiguousReturnsTheKey(Map.Entry<String, byte[]> file) {
		assertThat(PrivateKeys.read(file.getValue(), null)).as(file.getKey()).isEqualTo(TestPlatform.MERCHANT_KEY);
		assertThat(PrivateKeys.read(file.getValue(), "unused".toCharArray())).as(file.getKey())
			.isEqualTo(TestPlatform.MERCHANT_KEY);
	}

	@Test
	@Tag("case-142")
	void readWhenThereAreTwoKeysFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> read(PKCS8 + Vectors.text("wechatpay_key.pem")))
			.withMessage("More than one private key; leave only the merchant's");
		assertThatIllegalArgumentException().isThrownBy(() -> read(PKCS8 + PKCS1));
	}

	static Stream<Map.Entry<String, String>> encrypted() throws IOException, OperatorCreationException {
		Map<String, String> files = new LinkedHashMap<>();
		files.put("PKCS#8 AES-256", encryptedPkcs8());
		files.put("PKCS#8 AES-256 CRLF", encryptedPkcs8().replace("\n", "\r\n"));
		files.put("PKCS#8 AES-256 one line", encryptedPkcs8().replace("\n", ""));
		files.put("legacy AES-128", legacy("AES-128-CBC"));
		files.put("legacy AES-256 CRLF", legacy("AES-256-CBC").replace("\n", "\r\n"));
		files.put("legacy 3DES", legacy("DES-EDE3-CBC"));
		return files.entrySet().stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("encrypted")
	@Tag("case-143")
	void readWhenEncryptedNeedsThePassphrase(Map.Entry<String, String> file) {
		byte[] bytes = bytes(file.getValue());
		assertThat(PrivateKeys.read(bytes, PASSPHRASE)).isEqualTo(TestPlatform.MERCHANT_KEY);
		assertThatIllegalArgumentException().isThrownBy(() -> PrivateKeys.read(bytes, null))
			.withMessage("An encrypted private key; its passphrase is needed");
		for (String wrong : new String[] { "wrong-canary", "", "s3cret pass 密 " }) {
			assertThatIllegalArgumentException().isThrownBy(() -> PrivateKeys.read(bytes, wrong.toCharArray()))
				.withMessage("An encrypted private key that the passphrase does not open")
				.withNoCause();
		}
	}

	@Test
	@Tag("case-143")
	void readWhenEncryptedDerNeedsThePassphrase() throws Exception {
		byte[] der = Base64.getMimeDecoder().decode(encryptedPkcs8().replaceAll("-----[A-Z ]+-----", ""));
		assertThat(PrivateKeys.read(der, PASSPHRASE)).isEqualTo(TestPlatform.MERCHANT_KEY);
		assertThatIllegalArgumentException().isThrownBy(() -> PrivateKeys.read(der, null))
			.withMessageContaining("passphrase is needed");
		assertThatIllegalArgumentException().isThrownBy(() -> PrivateKeys.read(der, "wrong".toCharArray()))
			.withMessageContaining("does not open");
	}

	static Stream<Map.Entry<String, byte[]>> others() throws IOException {
		Map<String, byte[]> files = new LinkedHashMap<>();
		KeyPair ec = TestKeys.ec();
		files.put("a key for EC", bytes(TestKeys.pem(ec.getPrivate())));
		files.put("key for EC", ec.getPrivate().getEncoded());
		files.put("for EC", bytes(Base64.getEncoder().encodeToString(ec.getPrivate().getEncoded())));
		files.put("a key for DSA", bytes(TestKeys.pem(TestKeys.dsa().getPrivate())));
		files.put("key for DSA", TestKeys.dsa().getPrivate().getEncoded());
		files.put("a key for Ed25519",
				bytes(TestKeys.pem(PrivateKeyInfo.getInstance(TestKeys.ed25519().getPrivate().getEncoded()))));
		files.put("RSA key of 1024 bits, at least 2048 are needed",
				bytes(TestKeys.pem(TestKeys.rsa(1024).getPrivate())));
		files.put("RSA key of 1024 bits", TestKeys.rsa(1024).getPrivate().getEncoded());
		files.put("Not a private key but a public key", Vectors.file("wechatpay_pub.pem"));
		files.put("but a public key", TestKeys.rsa(1024).getPublic().getEncoded());
		files.put("Not a private key but a certificate", Vectors.file("merchant_cert.pem"));
		files.put("but a certificate", encoded(TestKeys.certificate(ec, BigInteger.ONE)));
		files.put("Not a private key but a certificate request",
				bytes(TestKeys.pem(TestKeys.request(TestKeys.rsa(1024)))));
		files.put("but a certificate request", TestKeys.request(TestKeys.rsa(1024)).getEncoded());
		files.put("Not a private key but a text or file of another kind", bytes("secret-canary {\"a\": 1}"));
		files.put("Not a private key but a text", new byte[0]);
		files.put("a text or file", bytes(" \r\n\t "));
		files.put("or file of another kind", bytes("c2VjcmV0LWNhbmFyeQ=="));
		files.put("A PEM block 'PRIVATE KEY' that cannot be read",
				bytes("-----BEGIN PRIVATE KEY-----\nc2VjcmV0LWNhbmFyeQ==\n-----END PRIVATE KEY-----\n"));
		files.put("A PEM block 'RSA PRIVATE KEY'",
				bytes("-----BEGIN RSA PRIVATE KEY-----\nsecret-canary!\n-----END RSA PRIVATE KEY-----\n"));
		files.put("A PEM block 'OPENSSH PRIVATE KEY'", bytes(
				"-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0LWNhbmFyeQ==\n-----END OPENSSH PRIVATE KEY-----\n"));
		files.put("A PEM block 'WHATEVER' that cannot be read",
				bytes("-----BEGIN WHATEVER-----\nc2VjcmV0LWNhbmFyeQ==\n-----END WHATEVER-----\n"));
		return files.entrySet().stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("others")
	@Tag("case-11")
	@Tag("case-144")
	void readWhenItIsSomethingElseSaysWhatWasFound(Map.Entry<String, byte[]> file) {
		assertThatIllegalArgumentException().isThrownBy(() -> PrivateKeys.read(file.getValue(), null))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(file.getKey()).doesNotContain("canary", "c2VjcmV0"))
			.withNoCause();
	}

	@Test
	@Tag("case-144")
	void readWhenEcParametersStandBeforeTheKeyFindsTheKey() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> read("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
					+ TestKeys.pem(TestKeys.ec().getPrivate())))
			.withMessage("Not an RSA private key but a key for EC");
	}

	@Test
	@Tag("case-144")
	void readWhenBytesAreDamagedFailsInOneWayOnly() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		byte[] der = TestPlatform.MERCHANT_KEY.getEncoded();
		for (int i = 0; i < 1_500; i++) {
			byte[] damaged = (random.nextInt(3) == 0) ? Arrays.copyOf(der, random.nextInt(der.length)) : der.clone();
			for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
				damaged[random.nextInt(Math.min(damaged.length, 1 + random.nextInt(damaged.length)))] = (byte) random
					.nextInt();
			}
			byte[] file = switch (random.nextInt(3)) {
				case 0 -> damaged;
				case 1 -> bytes(Base64.getEncoder().encodeToString(damaged));
				default -> bytes("-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(damaged)
						+ "\n-----END PRIVATE KEY-----");
			};
			try {
				PrivateKeys.read(file, null);
			}
			catch (IllegalArgumentException ex) {
				assertThat(ex.getMessage()).as("seed %d", seed).isNotBlank().hasSizeLessThan(200);
			}
			catch (RuntimeException ex) {
				throw new AssertionError("seed " + seed + ", round " + i, ex);
			}
		}
	}

	@Test
	void readWhenBouncyCastleIsUsedRegistersNoProvider() {
		assertThatCode(() -> PrivateKeys.read(bytes(encryptedPkcs8()), PASSPHRASE)).doesNotThrowAnyException();
		assertThat(Security.getProvider("BC")).isNull();
	}

	private static byte[] encoded(X509Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void read(String text) {
		PrivateKeys.read(bytes(text), null);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String encryptedPkcs8() throws IOException, OperatorCreationException {
		StringWriter text = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
			writer.writeObject(new JcaPKCS8Generator(TestPlatform.MERCHANT_KEY,
					new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
						.setProvider(new BouncyCastleProvider())
						.setPassword(PASSPHRASE)
						.build()));
		}
		return text.toString();
	}

	private static String legacy(String algorithm) throws IOException {
		StringWriter text = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
			writer.writeObject(new JcaMiscPEMGenerator(TestPlatform.MERCHANT_KEY,
					new JcePEMEncryptorBuilder(algorithm).setProvider(new BouncyCastleProvider()).build(PASSPHRASE)));
		}
		return text.toString();
	}

}
