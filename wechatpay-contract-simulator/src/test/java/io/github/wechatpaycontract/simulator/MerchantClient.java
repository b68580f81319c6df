package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A merchant made of the JDK: signs requests, verifies and decrypts.
 */
public final class MerchantClient {

	static final String MINI_PROGRAM = "/v3/password-exempt-contract/contracts/normal/pre-entrust-sign/mini-program";

	static final Duration LIMIT = Duration.ofSeconds(10);

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(LIMIT)
		.build();

	private static final ObjectMapper JSON = new ObjectMapper();

	private final URI baseUrl;

	private final SimulatedMerchant merchant;

	private final Clock clock;

	MerchantClient(URI baseUrl, SimulatedMerchant merchant, Clock clock) {
		this.baseUrl = baseUrl;
		this.merchant = merchant;
		this.clock = clock;
	}

	public MerchantClient(WechatPaySimulator simulator) {
		this(simulator, simulator.merchant());
	}

	MerchantClient(WechatPaySimulator simulator, SimulatedMerchant merchant) {
		this(simulator.baseUrl(), merchant, Clock.systemUTC());
	}

	Map<String, Object> body(String outContractCode) {
		return body(outContractCode, "http://127.0.0.1:9/notify");
	}

	Map<String, Object> body(String outContractCode, String notifyUrl) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("appid", this.merchant.appid());
		body.put("service_id", this.merchant.serviceId());
		body.put("out_contract_code", outContractCode);
		body.put("notify_url", notifyUrl);
		body.put("contract_display_account", "微信代扣用户A");
		body.put("openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
		return body;
	}

	public Answered open(String outContractCode) {
		return post(body(outContractCode));
	}

	Answered open(String outContractCode, URI notifyUrl) {
		return post(body(outContractCode, notifyUrl.toString()));
	}

	Answered post(Object body) {
		try {
			return post(JSON.writeValueAsBytes(body));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Answered post(byte[] body) {
		return send(request("POST", MINI_PROGRAM, body).build());
	}

	Answered get(String uri) {
		return send(request("GET", uri, new byte[0]).build());
	}

	Answered post(String uri, Object body) {
		try {
			return send(request("POST", uri, JSON.writeValueAsBytes(body)).build());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	HttpRequest.Builder request(String method, String uri, byte[] body) {
		return unsigned(method, uri, body).header("Authorization", authorization(method, uri, body));
	}

	HttpRequest.Builder unsigned(String method, String uri, byte[] body) {
		return HttpRequest.newBuilder(URI.create(this.baseUrl + uri))
			.method(method, HttpRequest.BodyPublishers.ofByteArray(body))
			.timeout(LIMIT)
			.header("Accept", "application/json")
			.header("Content-Type", "application/json");
	}

	String authorization(String method, String uri, byte[] body) {
		return authorization(this.clock.instant().getEpochSecond(), nonce(), method, uri, body);
	}

	String authorization(long timestamp, String nonce, String method, String uri, byte[] body) {
		String head = method + "\n" + uri + "\n" + timestamp + "\n" + nonce + "\n";
		byte[] message = (head + new String(body, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
		return "WECHATPAY2-SHA256-RSA2048 mchid=\"%s\",nonce_str=\"%s\",timestamp=\"%s\",serial_no=\"%s\",signature=\"%s\""
			.formatted(this.merchant.mchid(), nonce, timestamp, this.merchant.certificateSerialNumber(), sign(message));
	}

	static String nonce() {
		return UUID.randomUUID().toString().replace("-", "");
	}

	String sign(byte[] message) {
		try {
			PrivateKey key = KeyFactory.getInstance("RSA")
				.generatePrivate(new PKCS8EncodedKeySpec(decode(this.merchant.privateKeyPem())));
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(key);
			signature.update(message);
			return Base64.getEncoder().encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	boolean verifies(HeaderFields headers, byte[] body) {
		try {
			if (!headers.first("Wechatpay-Serial").orElse("").equals(this.merchant.publicKeyId())) {
				return false;
			}
			PublicKey key = KeyFactory.getInstance("RSA")
				.generatePublic(new X509EncodedKeySpec(decode(this.merchant.publicKeyPem())));
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initVerify(key);
			signature.update((headers.first("Wechatpay-Timestamp").orElseThrow() + "\n"
					+ headers.first("Wechatpay-Nonce").orElseThrow() + "\n")
				.getBytes(StandardCharsets.UTF_8));
			signature.update(body);
			signature.update((byte) '\n');
			return signature.verify(Base64.getDecoder().decode(headers.first("Wechatpay-Signature").orElseThrow()));
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			return false;
		}
	}

	String decrypt(byte[] envelope) throws GeneralSecurityException, IOException {
		JsonNode resource = JSON.readTree(envelope).get("resource");
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(Cipher.DECRYPT_MODE,
				new SecretKeySpec(this.merchant.apiV3Key().getBytes(StandardCharsets.UTF_8), "AES"),
				new GCMParameterSpec(128, resource.get("nonce").asText().getBytes(StandardCharsets.UTF_8)));
		if (resource.has("associated_data")) {
			cipher.updateAAD(resource.get("associated_data").asText().getBytes(StandardCharsets.UTF_8));
		}
		return new String(cipher.doFinal(Base64.getDecoder().decode(resource.get("ciphertext").asText())),
				StandardCharsets.UTF_8);
	}

	String encrypt(String plaintext) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
		cipher.init(Cipher.ENCRYPT_MODE, KeyFactory.getInstance("RSA")
			.generatePublic(new X509EncodedKeySpec(decode(this.merchant.publicKeyPem()))));
		return Base64.getEncoder().encodeToString(cipher.doFinal(plaintext.getBytes(StandardCharsets.UTF_8)));
	}

	String decryptField(String base64) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
		cipher.init(Cipher.DECRYPT_MODE, KeyFactory.getInstance("RSA")
			.generatePrivate(new PKCS8EncodedKeySpec(decode(this.merchant.privateKeyPem()))));
		return new String(cipher.doFinal(Base64.getDecoder().decode(base64)), StandardCharsets.UTF_8);
	}

	static Answered send(HttpRequest request) {
		try {
			return Answered.of(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	static HttpClient http() {
		return HTTP;
	}

	private static byte[] decode(String pem) {
		return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
	}

	/**
	 * An answer as it arrived.
	 */
	public record Answered(int status, HeaderFields headers, byte[] body) {

		static Answered of(HttpResponse<byte[]> response) {
			return new Answered(response.statusCode(),
					new HeaderFields(response.headers()
						.map()
						.entrySet()
						.stream()
						.flatMap((entry) -> entry.getValue().stream().map((value) -> Map.entry(entry.getKey(), value)))
						.toList()),
					response.body());
		}

		JsonNode json() {
			try {
				return JSON.readTree(this.body);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		String at(String pointer) {
			return json().at(pointer).asText();
		}

	}

}
