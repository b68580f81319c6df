package io.github.wechatpaycontract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.crypto.CryptoProvider;
import io.github.wechatpaycontract.crypto.PrivateKeys;
import io.github.wechatpaycontract.crypto.PublicKeys;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.MerchantBuilder;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.merchant.PlatformKeys;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import org.jspecify.annotations.Nullable;

/**
 * The merchant of the vectors and both halves of what it trusts: signs and encrypts as
 * WeChat Pay does.
 */
public final class TestPlatform {

	public static final String MCHID = Vectors.key("mchid");

	public static final String PUBLIC_KEY_ID = Vectors.key("wechatpay_public_key_id");

	public static final String API_V3_KEY = Vectors.key("apiv3_key");

	public static final String MERCHANT_SERIAL = Vectors.key("merchant_serial_no");

	/** When N1 was made. */
	public static final Instant NOW = Instant.ofEpochSecond(1724900000);

	public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

	public static final Duration SKEW = Duration.ofSeconds(300);

	public static final RSAPrivateKey MERCHANT_KEY = PrivateKeys.read(Vectors.file("merchant_key.pem"), null);

	public static final RSAPrivateKey PLATFORM_KEY = PrivateKeys.read(Vectors.file("wechatpay_key.pem"), null);

	public static final RSAPrivateKey CERTIFICATE_KEY = PrivateKeys.read(Vectors.file("wechatpay_cert_key.pem"), null);

	public static final RSAPrivateKey OLD_CERTIFICATE_KEY = PrivateKeys.read(Vectors.file("wechatpay_cert_old_key.pem"),
			null);

	public static final String SIGNED = Vectors.find("notifications", "N1").get("plaintext").textValue();

	private static final ObjectMapper MAPPER = new ObjectMapper();

	private TestPlatform() {
	}

	/** Public-key mode. */
	public static Merchant merchant() {
		return builder().platformKey(publicKey()).apiV3Key(ApiV3Key.of(API_V3_KEY)).build();
	}

	/** Public key and both certificates in one ring. */
	public static Merchant mixedMerchant() {
		return builder().platformKey(publicKey())
			.platformKey(certificate("wechatpay_cert.pem"))
			.platformKey(certificate("wechatpay_cert_old.pem"))
			.apiV3Key(ApiV3Key.of(API_V3_KEY))
			.build();
	}

	public static MerchantBuilder builder() {
		return Merchant.builder(MCHID).certificateSerialNumber(MERCHANT_SERIAL).privateKey(MERCHANT_KEY);
	}

	public static PlatformKey publicKey() {
		return PlatformKey.publicKey(PUBLIC_KEY_ID, PublicKeys.read(Vectors.file("wechatpay_pub.pem")));
	}

	public static PlatformKey certificate(String file) {
		return PlatformKey.certificate(Certificates.read(Vectors.file(file)));
	}

	/** The same merchant for the simulator. */
	public static SimulatedMerchant simulated() {
		return SimulatedMerchant.builder()
			.mchid(MCHID)
			.privateKeyPem(Vectors.text("merchant_key.pem"))
			.certificatePem(Vectors.text("merchant_cert.pem"))
			.apiV3Key(API_V3_KEY)
			.publicKeyId(PUBLIC_KEY_ID)
			.platformPrivateKeyPem(Vectors.text("wechatpay_key.pem"))
			.build();
	}

	public static Clock clock(long secondsLater) {
		return Clock.fixed(NOW.plusSeconds(secondsLater), ZoneOffset.UTC);
	}

	/** Signs a body with the public-key pair. */
	public static TestMessage sign(byte[] body) {
		return sign(PLATFORM_KEY, PUBLIC_KEY_ID, body);
	}

	public static TestMessage sign(String body) {
		return sign(body.getBytes(StandardCharsets.UTF_8));
	}

	public static TestMessage sign(RSAPrivateKey key, String serial, byte[] body) {
		String timestamp = Long.toString(NOW.getEpochSecond());
		String nonce = "q1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6";
		byte[] head = (timestamp + "\n" + nonce + "\n").getBytes(StandardCharsets.US_ASCII);
		byte[] message = new byte[head.length + body.length + 1];
		System.arraycopy(head, 0, message, 0, head.length);
		System.arraycopy(body, 0, message, head.length, body.length);
		message[message.length - 1] = '\n';
		Map<String, List<String>> headers = new LinkedHashMap<>();
		headers.put(TestMessage.TIMESTAMP, List.of(timestamp));
		headers.put(TestMessage.NONCE, List.of(nonce));
		headers.put(TestMessage.SERIAL, List.of(serial));
		headers.put(TestMessage.SIGNATURE, List.of(Base64.getEncoder().encodeToString(sign(key, message))));
		headers.put(TestMessage.TYPE, List.of("WECHATPAY2-SHA256-RSA2048"));
		return new TestMessage(headers, body);
	}

	public static byte[] sign(RSAPrivateKey key, byte[] message) {
		return CryptoEngine.of(CryptoProvider.JDK).signingKey(key).sign(message);
	}

	/** A ring that verifies with whatever is fastest here. */
	public static PlatformKeys ring(PlatformKey... keys) {
		return PlatformKeys.of(List.of(keys), CryptoEngine.of(CryptoProvider.AUTO));
	}

	/** A rightly signed and encrypted notification around a plaintext. */
	public static TestMessage notification(String eventType, String plaintext) {
		return sign(json(envelope(eventType, plaintext.getBytes(StandardCharsets.UTF_8))));
	}

	/** An envelope to change before it is signed. */
	public static Map<String, @Nullable Object> envelope(String eventType, byte[] plaintext) {
		Map<String, @Nullable Object> resource = new LinkedHashMap<>();
		resource.put("original_type", "entrust");
		resource.put("algorithm", "AEAD_AES_256_GCM");
		resource.put("ciphertext", seal(API_V3_KEY, "61f9c719728a", "entrust", plaintext));
		resource.put("associated_data", "entrust");
		resource.put("nonce", "61f9c719728a");
		Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
		envelope.put("id", "4d5f3a1e-7c1b-5b0e-9f6a-0c9d3b7e10n1");
		envelope.put("create_time", "2024-08-29T10:53:20+08:00");
		envelope.put("resource_type", "encrypt-resource");
		envelope.put("event_type", eventType);
		envelope.put("summary", "免密支付签约成功");
		envelope.put("resource", resource);
		return envelope;
	}

	public static String seal(String key, String nonce, String associatedData, byte[] plaintext) {
		try {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "AES"),
					new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.UTF_8)));
			cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder().encodeToString(cipher.doFinal(plaintext));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static String json(Object value) {
		try {
			return MAPPER.writeValueAsString(value);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
