package io.github.wechatpaycontract.boot.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Keys of every kind that an operator may point at.
 */
final class TestKeys {

	static final String PASSPHRASE = "CanaryPassphrase-7f3a";

	static final String PKCS12_PASSWORD = "CanaryPkcs12-91be";

	private TestKeys() {
	}

	/**
	 * What a merchant configures, with a canary in every slot for a secret.
	 */
	static Map<String, String> properties() {
		Map<String, String> properties = new LinkedHashMap<>();
		TestMerchants.MERCHANT
			.springProperties("https://api.mch.weixin.qq.com", "https://pay.example.com/wechatpay/contract/notify")
			.forEach((name, value) -> properties.put(name, value.toString()));
		properties.put("wechatpay.private-key-passphrase", PASSPHRASE);
		properties.put("wechatpay.pkcs12-password", PKCS12_PASSWORD);
		properties.put("wechatpay.previous-api-v3-key", TestMerchants.OTHER.apiV3Key());
		return properties;
	}

	/**
	 * Texts that must never be seen, whatever goes wrong.
	 */
	static String[] secrets() {
		return new String[] { PASSPHRASE, PKCS12_PASSWORD, TestMerchants.MERCHANT.apiV3Key(),
				TestMerchants.OTHER.apiV3Key(), inner(TestMerchants.MERCHANT.privateKeyPem()),
				inner(TestMerchants.OTHER.privateKeyPem()), "base64:LS0t",
				location(TestMerchants.MERCHANT.privateKeyPem()).substring(7, 67),
				location(TestMerchants.OTHER.privateKeyPem()).substring(7, 67) };
	}

	private static String inner(String pem) {
		return pem.lines().skip(5).findFirst().orElseThrow();
	}

	static String location(String pem) {
		return location(pem.getBytes(StandardCharsets.US_ASCII));
	}

	static String location(byte[] content) {
		return "base64:" + Base64.getEncoder().encodeToString(content);
	}

	static PrivateKey merchantKey() {
		return privateKey(TestMerchants.MERCHANT.privateKeyPem());
	}

	private static PrivateKey privateKey(String pem) {
		byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
		return call(() -> KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
	}

	static KeyPair generate(String algorithm, int size) {
		return call(() -> {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			generator.initialize(size);
			return generator.generateKeyPair();
		});
	}

	static String pem(String type, byte[] content) {
		return write(new PemObject(type, content));
	}

	static String damaged() {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) merchantKey();
		BigInteger modulus = key.getModulus().flipBit(700);
		return pem("PRIVATE KEY",
				call(() -> KeyFactory.getInstance("RSA")
					.generatePrivate(new RSAPrivateCrtKeySpec(modulus, key.getPublicExponent(),
							key.getPrivateExponent(), key.getPrimeP(), key.getPrimeQ(), key.getPrimeExponentP(),
							key.getPrimeExponentQ(), key.getCrtCoefficient()))
					.getEncoded()));
	}

	static String pkcs1() {
		return write(merchantKey());
	}

	static String encrypted() {
		OutputEncryptor encryptor = call(() -> new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
			.setProvider(new BouncyCastleProvider())
			.setRandom(new SecureRandom())
			.setPassword(PASSPHRASE.toCharArray())
			.build());
		return write(call(() -> new JcaPKCS8Generator(merchantKey(), encryptor)));
	}

	private static String write(Object key) {
		StringWriter text = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
			writer.writeObject(key);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString();
	}

	static byte[] pkcs12(String password, SimulatedMerchant... merchants) {
		return call(() -> {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			for (SimulatedMerchant merchant : merchants) {
				Certificate certificate = CertificateFactory.getInstance("X.509")
					.generateCertificate(
							new ByteArrayInputStream(merchant.certificatePem().getBytes(StandardCharsets.US_ASCII)));
				store.setKeyEntry(merchant.mchid(), privateKey(merchant.privateKeyPem()), password.toCharArray(),
						new Certificate[] { certificate });
			}
			ByteArrayOutputStream file = new ByteArrayOutputStream();
			store.store(file, password.toCharArray());
			return file.toByteArray();
		});
	}

	private static <T> T call(Call<T> call) {
		try {
			return call.get();
		}
		catch (GeneralSecurityException | IOException | OperatorCreationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Something of Java's cryptography.
	 *
	 * @param <T> what it makes
	 */
	private interface Call<T> {

		T get() throws GeneralSecurityException, IOException, OperatorCreationException;

	}

}
