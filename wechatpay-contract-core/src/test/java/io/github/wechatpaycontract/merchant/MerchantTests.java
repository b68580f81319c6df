package io.github.wechatpaycontract.merchant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.crypto.PrivateKeys;
import io.github.wechatpaycontract.crypto.RandomText;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.crypto.CryptoProvider;
import io.github.wechatpaycontract.crypto.VerifyingKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Merchant}.
 */
class MerchantTests {

	private static final Pattern AUTHORIZATION = Pattern
		.compile("WECHATPAY2-SHA256-RSA2048 mchid=\"1900000109\",nonce_str=\"([^\"]+)\",timestamp=\"([0-9]+)\","
				+ "serial_no=\"[0-9A-F]{40}\",signature=\"([0-9A-Za-z+/=]{344})\"");

	private final Merchant merchant = TestPlatform.merchant();

	static Stream<String> requests() {
		return Vectors.ids("request_signing");
	}

	@ParameterizedTest
	@MethodSource("requests")
	@Tag("case-1")
	@Tag("case-3")
	@Tag("case-4")
	void signWhenGivenVectorIsEqualByteForByte(String id) throws GeneralSecurityException {
		JsonNode vector = Vectors.find("request_signing", id);
		byte[] body = vector.get("body").textValue().getBytes(StandardCharsets.UTF_8);
		RequestSignature signature = this.merchant.sign(vector.get("method").textValue(),
				vector.get("canonical_url").textValue(), Long.parseLong(vector.get("timestamp").textValue()),
				vector.get("nonce_str").textValue(), body);
		assertThat(body).hasSize(vector.get("body_utf8_length").intValue());
		assertThat(signature.message()).isEqualTo(vector.get("message").textValue().getBytes(StandardCharsets.UTF_8))
			.hasSize(vector.get("message_utf8_length").intValue());
		assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(signature.message())))
			.isEqualTo(vector.get("message_sha256_hex").textValue());
		assertThat(signature.authorization()).isEqualTo(vector.get("authorization").textValue())
			.contains("signature=\"" + vector.get("signature").textValue() + "\"");
	}

	@Test
	void signWhenKeyIsPkcs1IsTheSame() {
		assertThat(TestPlatform.builder()
			.privateKey(PrivateKeys.read(Vectors.file("merchant_key_pkcs1.pem"), null))
			.platformKey(TestPlatform.publicKey())
			.build()
			.sign("GET", "/v3/x", 1, "n", new byte[0])
			.authorization()).isEqualTo(this.merchant.sign("GET", "/v3/x", 1, "n", new byte[0]).authorization());
	}

	@Test
	@Tag("case-1")
	void signWhenBodiesAreRandomSignsThoseBytes() throws GeneralSecurityException {
		// 1,500 instead of 100,000: one RSA signature costs about a millisecond
		long seed = System.nanoTime();
		Random random = new Random(seed);
		VerifyingKey key = CryptoEngine.of(CryptoProvider.AUTO)
			.verifyingKey((RSAPublicKey) Certificates.read(Vectors.file("merchant_cert.pem")).getPublicKey());
		for (int i = 0; i < 1_500; i++) {
			byte[] body = new byte[random.nextInt(600)];
			random.nextBytes(body);
			long timestamp = random.nextInt(2_000_000_000);
			RequestSignature signature = this.merchant.sign("POST", "/v3/p?i=" + i, timestamp, "n" + i, body);
			byte[] head = ("POST\n/v3/p?i=" + i + "\n" + timestamp + "\nn" + i + "\n").getBytes(StandardCharsets.UTF_8);
			byte[] message = Arrays.copyOf(head, head.length + body.length + 1);
			System.arraycopy(body, 0, message, head.length, body.length);
			message[message.length - 1] = '\n';
			Matcher matcher = AUTHORIZATION.matcher(signature.authorization());
			assertThat(matcher.matches()).as("seed %d", seed).isTrue();
			assertThat(key.verify(Base64.getDecoder().decode(matcher.group(3)), message)).as("seed %d, %d", seed, i)
				.isTrue();
		}
	}

	@Test
	@Tag("case-12")
	void signWhenSharedBy64ThreadsMakesNoWrongSignature() throws Exception {
		// 2,560 signatures instead of 1,000,000: what fits into some seconds on two cores
		VerifyingKey key = CryptoEngine.of(CryptoProvider.AUTO)
			.verifyingKey((RSAPublicKey) Certificates.read(Vectors.file("merchant_cert.pem")).getPublicKey());
		Set<String> messages = ConcurrentHashMap.newKeySet();
		ExecutorService threads = Executors.newFixedThreadPool(64);
		try {
			List<Callable<Integer>> tasks = IntStream.range(0, 64).mapToObj((thread) -> (Callable<Integer>) () -> {
				int right = 0;
				for (int i = 0; i < 40; i++) {
					byte[] body = ("{\"thread\":" + thread + ",\"i\":" + i + "}").getBytes(StandardCharsets.UTF_8);
					RequestSignature signed = this.merchant.sign("POST", "/v3/t/" + thread, i, "n" + thread, body);
					Matcher matcher = AUTHORIZATION.matcher(signed.authorization());
					if (matcher.matches() && matcher.group(1).equals("n" + thread)
							&& key.verify(Base64.getDecoder().decode(matcher.group(3)), signed.message())
							&& messages.add(new String(signed.message(), StandardCharsets.UTF_8))) {
						right++;
					}
				}
				return right;
			}).toList();
			int right = 0;
			for (Future<Integer> future : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
				right += future.get();
			}
			assertThat(right).isEqualTo(2_560);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	@Tag("case-5")
	void nonceWhenDrawnOftenNeverRepeats() {
		// 100,000 instead of 10,000,000 for the time's sake; 32 characters hold 190
		// bits
		SecureRandom random = new SecureRandom();
		Set<String> seen = new HashSet<>(200_000);
		for (int i = 0; i < 100_000; i++) {
			String nonce = RandomText.alphanumeric(random, 32);
			assertThat(nonce.length()).isEqualTo(32);
			assertThat(seen.add(nonce)).isTrue();
		}
		assertThat(seen.iterator().next()).matches("[0-9A-Za-z]{32}");
	}

	@Test
	void openWhenKeyWasChangedTriesThePreviousOne() throws GeneralSecurityException {
		byte[] plaintext = "{}".getBytes(StandardCharsets.UTF_8);
		byte[] sealed = Base64.getDecoder()
			.decode(TestPlatform.seal("abcdefghijklmnopqrstuvwxyz012345", "61f9c719728a", "", plaintext));
		byte[] nonce = "61f9c719728a".getBytes(StandardCharsets.UTF_8);
		Merchant both = TestPlatform.builder()
			.platformKey(TestPlatform.publicKey())
			.apiV3Key(ApiV3Key.of(TestPlatform.API_V3_KEY))
			.apiV3Key(ApiV3Key.of("abcdefghijklmnopqrstuvwxyz012345"))
			.build();
		assertThat(both.open(nonce, new byte[0], sealed)).isEqualTo(plaintext);
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> this.merchant.open(nonce, new byte[0], sealed));
		assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> TestPlatform.builder()
			.platformKey(TestPlatform.publicKey())
			.build()
			.open(nonce, new byte[0], sealed));
	}

	@Test
	void decryptWhenGivenVectorO2ReturnsThePlaintext() throws GeneralSecurityException {
		JsonNode vector = Vectors.find("oaep", "O2");
		assertThat(this.merchant.decrypt(Base64.getDecoder().decode(vector.get("ciphertext_base64").textValue())))
			.isEqualTo(vector.get("plaintext_utf8").textValue().getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void toStringShowsNoKey() {
		assertThat(this.merchant).hasToString("Merchant[mchid=1900000109, certificateSerialNumber="
				+ TestPlatform.MERCHANT_SERIAL + ", platformKeys=PlatformKeys[" + TestPlatform.PUBLIC_KEY_ID + "]]");
		assertThat(this.merchant.sign("GET", "/", 1, "n", new byte[0]))
			.hasToString("RequestSignature[message=11 bytes]");
	}

}
