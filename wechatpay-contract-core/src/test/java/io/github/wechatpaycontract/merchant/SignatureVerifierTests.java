package io.github.wechatpaycontract.merchant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.text.AsciiText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SignatureVerifier}.
 */
class SignatureVerifierTests {

	private static final List<String> REQUIRED = List.of(TestMessage.TIMESTAMP, TestMessage.NONCE, TestMessage.SERIAL,
			TestMessage.SIGNATURE);

	private final PlatformKeys ring = TestPlatform.mixedMerchant().platformKeys();

	private final TestMessage genuine = TestPlatform.sign("{\"a\":1}");

	static Stream<String> answers() {
		return Vectors.ids("response_verification");
	}

	@ParameterizedTest
	@MethodSource("answers")
	void verifyWhenGivenVectorDecidesAsStated(String id) {
		JsonNode vector = Vectors.find("response_verification", id);
		Clock clock = Clock.fixed(Instant.ofEpochSecond(vector.get("clock_epoch_second").longValue()), ZoneOffset.UTC);
		TestMessage message = Vectors.message(vector);
		Optional<SignatureFailure> failure = new SignatureVerifier(this.ring, clock, TestPlatform.SKEW)
			.verify(message::header, message.body());
		SignatureFailure expected = switch (vector.get("expect").textValue()) {
			case "VALID" -> null;
			case "STALE" -> SignatureFailure.STALE;
			case "UNKNOWN_SERIAL" -> SignatureFailure.UNKNOWN_SERIAL;
			default -> id.equals("S8") ? SignatureFailure.MISMATCH : SignatureFailure.PROBE;
		};
		assertThat(failure).as(id).isEqualTo(Optional.ofNullable(expected));
	}

	@Test
	void describeWhenMessageIsStaleNamesBothClocks() {
		Instant sent = Instant.ofEpochSecond(1724900000);
		Clock clock = Clock.fixed(sent.plusSeconds(301), ZoneOffset.UTC);
		String description = new SignatureVerifier(this.ring, clock, TestPlatform.SKEW).describe(SignatureFailure.STALE,
				(name) -> List.of("1724900000"));
		assertThat(description).contains("2024-08-29T02:53:20Z", "2024-08-29T02:58:21Z");
	}

	static Stream<String> required() {
		return REQUIRED.stream();
	}

	@ParameterizedTest
	@MethodSource("required")
	@Tag("case-29")
	@Tag("case-30")
	@Tag("case-31")
	@Tag("case-32")
	void verifyWhenHeaderIsMissingFails(String name) {
		assertThat(verify(this.genuine.without(name))).contains(SignatureFailure.HEADER_MISSING);
	}

	@Test
	@Tag("case-33")
	void verifyWhenTypeIsMissingHolds() {
		assertThat(verify(this.genuine.without(TestMessage.TYPE))).isEmpty();
		assertThat(verify(this.genuine)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t", " \t  \t" })
	@Tag("case-34")
	void verifyWhenHeaderIsBlankFails(String blank) {
		for (String name : REQUIRED) {
			assertThat(verify(this.genuine.with(name, blank))).as(name).contains(SignatureFailure.HEADER_MISSING);
		}
		assertThat(verify(this.genuine.with(TestMessage.TYPE, blank))).contains(SignatureFailure.TYPE_UNSUPPORTED);
	}

	@Test
	@Tag("case-35")
	void verifyWhenHeaderIsRepeatedFails() {
		for (String name : REQUIRED) {
			String value = this.genuine.first(name);
			assertThat(verify(this.genuine.with(name, value, value))).as(name)
				.contains(SignatureFailure.HEADER_REPEATED);
			assertThat(verify(this.genuine.with(name, value, "other"))).contains(SignatureFailure.HEADER_REPEATED);
			assertThat(verify(this.genuine.with(name, "", value))).contains(SignatureFailure.HEADER_REPEATED);
			for (String joined : new String[] { value + "," + value, value + ", " + value, value + ",", "," + value }) {
				assertThat(verify(this.genuine.with(name, joined))).as("%s: %s", name, joined).isPresent();
			}
		}
		String type = SignatureVerifier.SCHEME;
		assertThat(verify(this.genuine.with(TestMessage.TYPE, type, type))).contains(SignatureFailure.TYPE_UNSUPPORTED);
		assertThat(verify(this.genuine.with(TestMessage.TYPE, type + "," + type)))
			.contains(SignatureFailure.TYPE_UNSUPPORTED);
	}

	@Test
	@Tag("case-36")
	void verifyWhenNamesAreInOddCaseAndValuesPaddedHolds() {
		TestMessage odd = this.genuine;
		for (String name : SignatureVerifier.HEADERS) {
			String value = odd.first(name);
			odd = odd.with(name.toUpperCase(Locale.ROOT).replace('I', 'i'), " \t" + value + "\t ");
		}
		assertThat(verify(odd)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 129, 8 * 1024, 64 * 1024, 1024 * 1024 })
	@Tag("case-37")
	void verifyWhenHeaderIsHugeFails(int length) {
		for (String name : SignatureVerifier.HEADERS) {
			for (String filler : new String[] { "0", "A", "=", "-", "," }) {
				assertThat(verify(this.genuine.with(name, filler.repeat(length)))).as(name).isPresent();
			}
			assertThat(verify(this.genuine.with(name, this.genuine.first(name) + "0".repeat(length)))).isPresent();
		}
		assertThat(verify(this.genuine.with(TestMessage.NONCE,
				IntStream.range(0, 1000).mapToObj(Integer::toString).toArray(String[]::new))))
			.contains(SignatureFailure.HEADER_REPEATED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r", "\u0000", "\u001b[31m", "\u000b", "\f", "\u001c", "\u007f", "\u0085",
			"\u00a0", "\u2028", "\u3000", "密", "\ud800" })
	@Tag("case-38")
	@Tag("case-49")
	void verifyWhenHeaderHoldsAControlCharacterFails(String text) {
		for (String name : SignatureVerifier.HEADERS) {
			String value = this.genuine.first(name);
			for (String changed : new String[] { value + text, text + value,
					value.substring(0, 3) + text + value.substring(3), text }) {
				assertThat(verify(this.genuine.with(name, changed))).as("%s with %x", name, (int) text.charAt(0))
					.isPresent();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "+1724900000", "-1724900000", "1e9", "1 724900000", "0x66cfe3e0", "1724900000.0",
			"1724900000000", "17249000000000000000", "１７２４９０００００", "١٧٢٤٩٠٠٠٠٠", "1724900000L", "1_724_900_000", "-",
			"99999999999999999999", "9223372036854775808" })
	@Tag("case-39")
	void verifyWhenTimestampIsNotDigitsFails(String timestamp) {
		assertThat(verify(this.genuine.with(TestMessage.TIMESTAMP, timestamp)))
			.contains(SignatureFailure.HEADER_MALFORMED);
	}

	@ParameterizedTest
	@CsvSource({ "-301,false", "-300,true", "-299,true", "299,true", "300,true", "301,false" })
	@Tag("case-19")
	@Tag("case-40")
	void verifyWhenClockIsOffAcceptsUpTo300Seconds(long seconds, boolean accepted) {
		Optional<SignatureFailure> failure = new SignatureVerifier(this.ring, TestPlatform.clock(seconds),
				TestPlatform.SKEW)
			.verify(this.genuine::header, this.genuine.body());
		assertThat(failure).isEqualTo(accepted ? Optional.empty() : Optional.of(SignatureFailure.STALE));
	}

	@Test
	@Tag("case-41")
	void verifyWhenReplayedAfter301SecondsFails() {
		assertThat(new SignatureVerifier(this.ring, TestPlatform.clock(301), TestPlatform.SKEW)
			.verify(this.genuine::header, this.genuine.body())).contains(SignatureFailure.STALE);
	}

	@Test
	@Tag("case-43")
	void verifyWhenSerialsAreRandomNeverComesToRsa() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		long start = System.nanoTime();
		for (int i = 0; i < 100_000; i++) {
			String serial = random.nextBoolean() ? "PUB_KEY_ID_" + Math.abs(random.nextLong())
					: Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
			if (verify(this.genuine.with(TestMessage.SERIAL, serial)).orElse(null) != SignatureFailure.UNKNOWN_SERIAL) {
				throw new AssertionError("seed " + seed + ": " + serial);
			}
		}
		// an RSA verification takes some 30 us, so 100,000 of them would take 3 s
		assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
	}

	@Test
	@Tag("case-44")
	void verifyWhenCertificateIsOldAcceptsItUntilItEndsOrIsRemoved() {
		TestMessage message = Vectors.message(Vectors.find("response_verification", "S10"));
		PlatformKey old = TestPlatform.certificate("wechatpay_cert_old.pem");
		PlatformKey current = TestPlatform.certificate("wechatpay_cert.pem");
		Clock clock = TestPlatform.clock(2);
		assertThat(new SignatureVerifier(TestPlatform.ring(old, current), clock, TestPlatform.SKEW)
			.verify(message::header, message.body())).isEmpty();
		assertThat(new SignatureVerifier(TestPlatform.ring(current), clock, TestPlatform.SKEW).verify(message::header,
				message.body()))
			.contains(SignatureFailure.UNKNOWN_SERIAL);
		PlatformKey ended = new PlatformKey(old.serial(), old.publicKey(), TestPlatform.NOW);
		assertThat(new SignatureVerifier(TestPlatform.ring(ended, current), clock, TestPlatform.SKEW)
			.verify(message::header, message.body())).contains(SignatureFailure.UNKNOWN_SERIAL);
	}

	@Test
	@Tag("case-45")
	void verifyWhenSerialIsWrittenOtherwiseHoldsForCertificatesOnly() {
		TestMessage certificate = TestPlatform.sign(TestPlatform.CERTIFICATE_KEY, Vectors.key("wechatpay_cert_serial"),
				new byte[0]);
		String serial = certificate.first(TestMessage.SERIAL);
		assertThat(verify(certificate.with(TestMessage.SERIAL, serial.toLowerCase(Locale.ROOT)))).isEmpty();
		assertThat(verify(certificate.with(TestMessage.SERIAL, "00" + serial))).isEmpty();
		assertThat(verify(certificate.with(TestMessage.SERIAL, serial.replaceAll("(..)(?=.)", "$1:")))).isEmpty();
		String id = TestPlatform.PUBLIC_KEY_ID;
		for (String other : new String[] { id.toLowerCase(Locale.ROOT), "0" + id, id.replace("01190", "1190"),
				id.replace("PUB", "PUb"), id + ":" }) {
			assertThat(verify(this.genuine.with(TestMessage.SERIAL, other))).as(other)
				.contains(SignatureFailure.UNKNOWN_SERIAL);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "NONE", "WECHATPAY2-SM2-WITH-SM3", "HMAC-SHA256", "wechatpay2-sha256-rsa2048",
			"WECHATPAY2-SHA256-RSA2048 x", "WECHATPAY2-SHA256-RSA", "null" })
	@Tag("case-47")
	void verifyWhenTypeIsAnotherFails(String type) {
		assertThat(verify(this.genuine.with(TestMessage.TYPE, type))).contains(SignatureFailure.TYPE_UNSUPPORTED);
	}

	@Test
	@Tag("case-48")
	void verifyWhenSignatureIsAProbeSaysSoOnlyIfItDoesNotHold() {
		String signature = this.genuine.first(TestMessage.SIGNATURE);
		String prefix = "WECHATPAY/SIGNTEST/";
		assertThat(verify(this.genuine.with(TestMessage.SIGNATURE, prefix + signature)))
			.contains(SignatureFailure.PROBE);
		assertThat(verify(this.genuine.with(TestMessage.SIGNATURE, prefix + signature.substring(prefix.length()))))
			.contains(SignatureFailure.PROBE);
		assertThat(verify(this.genuine.with(TestMessage.SIGNATURE, prefix))).contains(SignatureFailure.PROBE);
		assertThat(verify(this.genuine.with(TestMessage.SIGNATURE, "wechatpay/signtest/" + signature)))
			.contains(SignatureFailure.MISMATCH);
	}

	static Stream<Map.Entry<String, String>> notBase64() {
		String signature = TestPlatform.sign("{\"a\":1}").first(TestMessage.SIGNATURE);
		String url = Base64.getUrlEncoder().encodeToString(Base64.getDecoder().decode(signature));
		char last = signature.charAt(341);
		return Map
			.of("no Base64", "!".repeat(344), "URL-safe", url.replaceFirst("[A-Za-z0-9]", "-"), "343",
					signature.substring(0, 343), "345", signature + "=", "no padding", signature.substring(0, 342),
					"inner space", signature.substring(0, 100) + " " + signature.substring(100), "inner line feed",
					signature.substring(0, 76) + "\n" + signature.substring(76), "other last bits",
					signature.substring(0, 341) + (char) (last + 1) + "==", "hexadecimal", "ab".repeat(256), "padding",
					"=".repeat(344))
			.entrySet()
			.stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("notBase64")
	@Tag("case-49")
	void verifyWhenSignatureIsNotTheOneBase64Fails(Map.Entry<String, String> signature) {
		assertThat(verify(this.genuine.with(TestMessage.SIGNATURE, signature.getValue())))
			.contains(SignatureFailure.MISMATCH);
	}

	/**
	 * Two bytes, none and one are left over for the last four characters.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 4096, 3072, 2048 })
	@Tag("case-49")
	void verifyWhenKeyIsOfAnyLengthKnowsOneBase64(int bits) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(bits);
		KeyPair pair = generator.generateKeyPair();
		PlatformKey key = PlatformKey.publicKey(TestPlatform.PUBLIC_KEY_ID, (RSAPublicKey) pair.getPublic());
		TestMessage genuine = TestPlatform.sign((RSAPrivateKey) pair.getPrivate(), key.serial(), new byte[] { 1 });
		SignatureVerifier verifier = new SignatureVerifier(TestPlatform.ring(key), TestPlatform.CLOCK,
				TestPlatform.SKEW);
		assertThat(verifier.verify(genuine::header, genuine.body())).isEmpty();
		String signature = genuine.first(TestMessage.SIGNATURE);
		int last = signature.length() - 1 - (int) signature.chars().filter((c) -> c == '=').count();
		for (char other : AsciiText.ALPHANUMERIC.toCharArray()) {
			String changed = signature.substring(0, last) + other + signature.substring(last + 1);
			assertThat(verifier.verify(genuine.with(TestMessage.SIGNATURE, changed)::header, genuine.body()))
				.isEqualTo(changed.equals(signature) ? Optional.empty() : Optional.of(SignatureFailure.MISMATCH));
		}
		String unpadded = signature.replace("=", "A");
		assertThat(verifier.verify(genuine.with(TestMessage.SIGNATURE, unpadded)::header, genuine.body()))
			.isEqualTo(unpadded.equals(signature) ? Optional.empty() : Optional.of(SignatureFailure.MISMATCH));
	}

	@Test
	@Tag("case-49")
	void verifyWhenSignaturesAreRandomNeverThrows() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[random.nextInt(10) == 0 ? 256 : random.nextInt(400)];
			random.nextBytes(bytes);
			String signature = switch (random.nextInt(3)) {
				case 0 -> Base64.getEncoder().encodeToString(bytes);
				case 1 -> new String(bytes, StandardCharsets.ISO_8859_1);
				default -> new String(bytes, StandardCharsets.UTF_8);
			};
			assertThat(verify(this.genuine.with(TestMessage.SIGNATURE, signature))).as("seed %d", seed).isPresent();
		}
	}

	@Test
	void verifyWhenKeyOfAnotherSerialSignedFails() {
		assertThat(verify(TestPlatform.sign(TestPlatform.CERTIFICATE_KEY, TestPlatform.PUBLIC_KEY_ID, new byte[0])))
			.contains(SignatureFailure.MISMATCH);
		assertThat(verify(TestPlatform.sign(TestPlatform.MERCHANT_KEY, TestPlatform.PUBLIC_KEY_ID, new byte[0])))
			.contains(SignatureFailure.MISMATCH);
	}

	private Optional<SignatureFailure> verify(TestMessage message) {
		return new SignatureVerifier(this.ring, TestPlatform.CLOCK, TestPlatform.SKEW).verify(message::header,
				message.body());
	}

}
