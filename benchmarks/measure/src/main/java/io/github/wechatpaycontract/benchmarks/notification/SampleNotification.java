package io.github.wechatpaycontract.benchmarks.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.github.wechatpaycontract.benchmarks.fixture.CryptoChoice;
import io.github.wechatpaycontract.benchmarks.fixture.ExampleCall;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;

/**
 * A genuine notification that a payer signed.
 *
 * @param headers the headers, by name
 * @param body the body
 */
record SampleNotification(Map<String, String> headers, String body) {

	static final SecretKey KEY = new SecretKeySpec(ExampleCall.API_V3_KEY.getBytes(StandardCharsets.UTF_8), "AES");

	static final String NONCE = "fdasfjihihih";

	static final String ASSOCIATED_DATA = "entrust";

	private static final String RESOURCE = """
			{"mchid":"%s","contract_id":"202009101000000000","appid":"%s","openid":"%s","service_id":%d,\
			"out_contract_code":"%s","contract_display_account":"%s","contract_state":"SIGNED",\
			"contract_signed_time":"2026-11-25T10:34:56+08:00"}""".formatted(ExampleCall.MCHID, ExampleCall.APPID,
			ExampleCall.OPENID, ExampleCall.SERVICE_ID, ExampleCall.OUT_CONTRACT_CODE, ExampleCall.DISPLAY_ACCOUNT);

	static SampleNotification create(Fixture fixture) {
		String body = """
				{"id":"EV-2018022511223320873","create_time":"2026-11-25T10:34:56+08:00",\
				"resource_type":"encrypt-resource","event_type":"ENTRUST.SIGN","summary":"signed",\
				"resource":{"original_type":"entrust","algorithm":"AEAD_AES_256_GCM","ciphertext":"%s",\
				"associated_data":"%s","nonce":"%s"}}""".formatted(Base64.getEncoder().encodeToString(sealed()),
				ASSOCIATED_DATA, NONCE);
		Map<String, String> headers = new HashMap<>();
		headers.put("Wechatpay-Timestamp", Long.toString(Instant.now().getEpochSecond()));
		headers.put("Wechatpay-Nonce", "EcwqXLM5UpgGrQ5zFmNTH0nPKgTdyZcm");
		headers.put("Wechatpay-Serial", ExampleCall.PUBLIC_KEY_ID);
		headers.put("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048");
		SampleNotification unsigned = new SampleNotification(headers, body);
		headers.put("Wechatpay-Signature", Base64.getEncoder()
			.encodeToString(CryptoChoice.JDK.sign(fixture.platformPrivateKey(), unsigned.message())));
		return new SampleNotification(Map.copyOf(headers), body);
	}

	static byte[] sealed() {
		try {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(Cipher.ENCRYPT_MODE, KEY, new GCMParameterSpec(128, NONCE.getBytes(StandardCharsets.UTF_8)));
			cipher.updateAAD(ASSOCIATED_DATA.getBytes(StandardCharsets.UTF_8));
			return cipher.doFinal(RESOURCE.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	byte[] message() {
		return "%s\n%s\n%s\n".formatted(header("Wechatpay-Timestamp"), header("Wechatpay-Nonce"), this.body)
			.getBytes(StandardCharsets.UTF_8);
	}

	String header(String name) {
		String value = this.headers.get(name);
		if (value == null) {
			throw new IllegalArgumentException("No header " + name);
		}
		return value;
	}

	byte[] bytes() {
		return this.body.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Returns the headers as our verifier asks for them.
	 * @param name the header that is another
	 * @param value its value, empty to leave it out
	 * @return the headers
	 */
	Function<String, List<String>> with(String name, String value) {
		Map<String, List<String>> changed = new HashMap<>();
		this.headers.forEach((key, one) -> changed.put(key, List.of(one)));
		changed.put(name, value.isEmpty() ? List.of() : List.of(value));
		return (key) -> changed.getOrDefault(key, List.of());
	}

}
