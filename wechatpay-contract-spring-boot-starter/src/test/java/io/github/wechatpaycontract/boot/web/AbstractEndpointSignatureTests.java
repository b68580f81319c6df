package io.github.wechatpaycontract.boot.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.boot.RawResponse;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationKind;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is not proven to come from WeChat Pay gets one and the same 401.
 */
@Tag("any-line")
abstract class AbstractEndpointSignatureTests extends AbstractEndpointTests {

	@Test
	void genuineIsHandledAndAcknowledged() {
		assertAcknowledged(send(genuine()));
		assertThat(handler().notifications()).singleElement().satisfies((notification) -> {
			assertThat(notification.kind()).isEqualTo(NotificationKind.SIGNED);
			assertThat(notification.outContractCode()).isEqualTo(CODE);
			assertThat(notification.contractId()).contains(CONTRACT_ID);
			assertThat(notification.resource().contractDisplayAccount()).isEqualTo("微信代扣用户A");
		});
	}

	@Test
	void duplicatesInsideTheWindowAreAcknowledgedEach() {
		SignedNotification notification = genuine();
		for (int i = 0; i < 20; i++) {
			assertAcknowledged(send(notification));
		}
		assertThat(handler().notifications()).extracting(ContractNotification::id)
			.isNotEmpty()
			.containsOnly(handler().notifications().get(0).id());
	}

	@ParameterizedTest
	@Tag("case-29")
	@Tag("case-30")
	@Tag("case-31")
	@Tag("case-32")
	@ValueSource(strings = { "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial" })
	void headerThatIsMissingIsRefused(String name) {
		assertRefused(send(genuine().withHeader(name)));
	}

	@Test
	@Tag("case-33")
	void signatureTypeMayBeMissing() {
		assertAcknowledged(send(genuine().withHeader("Wechatpay-Signature-Type")));
	}

	@Test
	void withoutAnyHeaderIsRefused() {
		assertRefused(send(spoilt(NotificationFault.noHeaders())));
	}

	@ParameterizedTest
	@Tag("case-34")
	@CsvSource({ "Wechatpay-Timestamp, ''", "Wechatpay-Timestamp, ' '", "Wechatpay-Nonce, ''", "Wechatpay-Nonce, '\t'",
			"Wechatpay-Signature, ''", "Wechatpay-Signature, '  '", "Wechatpay-Serial, ''", "Wechatpay-Serial, ' \t '",
			"Wechatpay-Signature-Type, ''" })
	void headerThatIsBlankIsRefused(String name, String value) {
		assertRefused(send(genuine().withHeader(name, value)));
	}

	@ParameterizedTest
	@Tag("case-35")
	@ValueSource(strings = { "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial",
			"Wechatpay-Signature-Type" })
	void headerThatIsRepeatedIsRefused(String name) {
		SignedNotification notification = genuine();
		String value = notification.headers().first(name).orElseThrow();
		RawRequest request = RawRequest.post(PATH, notification);
		assertRefused(send(request.with(name + ": " + value)));
		assertRefused(send(request.with(name.toUpperCase() + ": other")));
		assertRefused(send(request.without(name).with(name + ": " + value + "," + value)));
		assertRefused(send(request.without(name).with(name + ": " + value + ", other")));
	}

	@Test
	@Tag("case-36")
	void headerNamesInAnyCaseAndBlanksAroundValuesAreAccepted() {
		SignedNotification notification = genuine();
		RawRequest request = RawRequest.of("POST", PATH).withLengthAnd(notification.body());
		for (var field : notification.headers().entries()) {
			String name = field.getKey();
			request = request.with((name.length() % 2 == 0) ? name.toLowerCase() + ":" + field.getValue()
					: name.toUpperCase() + ": \t " + field.getValue() + "  ");
		}
		assertAcknowledged(send(request));
	}

	@ParameterizedTest
	@Tag("case-37")
	@ValueSource(ints = { 7_000, 8_192, 65_536, 1_048_576 })
	void headerThatIsHugeIsRefused(int length) {
		RawRequest request = RawRequest.post(PATH, genuine().withHeader("Wechatpay-Nonce", "n".repeat(length)));
		assertThat(refusalOf(request)).isBetween(400, 499);
		assertNothingHandled();
		assertGenuineStillWorks();
	}

	@Test
	@Tag("case-37")
	void thousandHeadersAreRefusedOrIgnored() {
		RawRequest request = RawRequest.post(PATH, spoilt(NotificationFault.wrongSignature()));
		for (int i = 0; i < 1_000; i++) {
			request = request.with("X-" + i + ": " + i);
		}
		assertThat(refusalOf(request)).isBetween(400, 499);
		assertNothingHandled();
		assertGenuineStillWorks();
	}

	/** A server that stops reading may hang up before its answer arrives. */
	private int refusalOf(RawRequest request) {
		RawResponse response = sendTolerantly(request);
		return response.text().isEmpty() ? 400 : response.status();
	}

	@ParameterizedTest
	@Tag("case-38")
	@ValueSource(strings = { "a\rb", "a\nb", "a\r\n b", "a\0b", "a\u001b[31mb", "a\u0007b", "a\u00e9b", "a\u00ffb" })
	void headerWithControlOrForeignCharactersIsRefused(String value) {
		for (String name : new String[] { "Wechatpay-Nonce", "Wechatpay-Serial", "Wechatpay-Signature" }) {
			RawRequest request = RawRequest.post(PATH, genuine().withHeader(name, value));
			assertThat(refusalOf(request)).isBetween(400, 499);
			assertNothingHandled();
		}
	}

	@ParameterizedTest
	@Tag("case-39")
	@ValueSource(strings = { "abc", "+1", "-1", "1e9", "0x69", "1.5", "12345678901234567890", "1780000000000", "1_780",
			"1780000000 1780000000", "1780000000;", "NaN" })
	void timestampOfAnotherFormIsRefused(String timestamp) {
		assertRefused(send(genuine().withHeader("Wechatpay-Timestamp", timestamp)));
	}

	/** Spring Security's firewall may refuse them before we do. */
	@Test
	@Tag("case-39")
	void timestampInFullWidthDigitsIsRefused() {
		String wire = new String("１７８００００００".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
		assertThat(send(genuine().withHeader("Wechatpay-Timestamp", wire)).status()).isBetween(400, 401);
		assertNothingHandled();
	}

	@ParameterizedTest
	@Tag("case-40")
	@CsvSource({ "-301, 401", "-300, 204", "-299, 204", "299, 204", "300, 204", "301, 401" })
	void windowIsClosedAtItsEdges(long age, int status) {
		assertThat(send(spoilt(NotificationFault.stale(age))).status()).isEqualTo(status);
	}

	@Test
	@Tag("case-41")
	void genuineThatIsReplayedAfterTheWindowIsRefused() {
		SignedNotification notification = genuine();
		assertAcknowledged(send(notification));
		handler().clear();
		EndpointApplication.CLOCK.advance(Duration.ofSeconds(301));
		try {
			assertRefused(send(notification));
		}
		finally {
			EndpointApplication.CLOCK.advance(Duration.ofSeconds(-301));
		}
	}

	@Test
	@Tag("case-43")
	void unknownSerialsCauseNoOutboundCall() {
		RawRequest notification = RawRequest.post(path(), genuine()).without("Wechatpay-Serial");
		for (int i = 0; i < 200; i++) {
			String serial = ((i % 2 == 0) ? "PUB_KEY_ID_" : "") + UUID.randomUUID().toString().replace("-", "");
			assertRefused(send(notification.with("Wechatpay-Serial: " + serial)));
		}
		assertThat(simulator().requests()).isEmpty();
	}

	@Test
	@Tag("case-45")
	void publicKeyIdInAnotherSpellingIsRefused() {
		String id = simulator().merchant().publicKeyId();
		for (String spelling : new String[] { id.toLowerCase(), "0" + id, id.replace("PUB_KEY_ID_", ""),
				id.replace('_', ':') }) {
			assertRefused(send(spoilt(NotificationFault.serial(spelling))));
		}
	}

	@Test
	@Tag("case-46")
	void serialOfTheMerchantsOwnCertificateIsRefused() {
		assertRefused(send(spoilt(NotificationFault.serial(simulator().merchant().certificateSerialNumber()))));
	}

	@ParameterizedTest
	@Tag("case-47")
	@ValueSource(strings = { "NONE", "WECHATPAY2-SM2-WITH-SM3", "WECHATPAY2-HMAC-SHA256", "wechatpay2-sha256-rsa2048",
			"WECHATPAY2-SHA256-RSA2048x" })
	void signatureTypeThatIsNotOursIsRefused(String type) {
		assertRefused(send(genuine().withHeader("Wechatpay-Signature-Type", type)));
	}

	@Test
	@Tag("case-48")
	void probesAreRefused() {
		assertRefused(send(spoilt(NotificationFault.probe())));
		assertRefused(send(spoilt(NotificationFault.probeOverwritten())));
	}

	@Test
	@Tag("case-49")
	void signatureThatIsNotExactlyBase64IsRefused() {
		String signature = genuine().headers().first("Wechatpay-Signature").orElseThrow();
		String urlSafe = Base64.getUrlEncoder().encodeToString(bytesWithBothOddDigits());
		for (String wrong : new String[] { "?", signature.substring(1), signature + "A", signature.substring(0, 343),
				signature.replaceFirst("(.{100})", "$1 "), signature + "\t" + signature, urlSafe, "=".repeat(344),
				"A".repeat(344), signature.replaceFirst("==$", "=A") }) {
			assertRefused(send(genuine().withHeader("Wechatpay-Signature", wrong)));
		}
	}

	private static byte[] bytesWithBothOddDigits() {
		byte[] bytes = new byte[256];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) ((i % 2 == 0) ? 0xfb : 0xff);
		}
		return bytes;
	}

	@Test
	@Tag("case-55")
	void compressedBodyIsNotInflated() throws IOException {
		SignedNotification notification = genuine();
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
			gzip.write(notification.body());
		}
		assertRefused(send(
				RawRequest.post(PATH, notification.withBody(zipped.toByteArray())).with("Content-Encoding: gzip")));
	}

	@ParameterizedTest
	@Tag("case-62")
	@MethodSource("faults")
	void refusalsAreAlikeToTheByte(NotificationFault fault) {
		assertRefused(send(spoilt(fault)));
	}

	static Stream<NotificationFault> faults() {
		return Stream.of(NotificationFault.bitFlip(), NotificationFault.tamperedBody(), NotificationFault.probe(),
				NotificationFault.probeOverwritten(), NotificationFault.wrongSignature(),
				NotificationFault.repeatedSignature(), NotificationFault.noHeaders(), NotificationFault.stale(),
				NotificationFault.stale(-301), NotificationFault.unknownSerial());
	}

	@Test
	@Tag("case-63")
	void oneBitFlippedAnywhereIsRefused() {
		SignedNotification notification = genuine();
		for (int i = 0; i < 64; i++) {
			byte[] body = notification.body().clone();
			int bit = (int) ((long) i * (body.length * 8 - 1) / 63);
			body[bit / 8] ^= (byte) (1 << (bit % 8));
			assertRefused(send(notification.withBody(body)));
		}
	}

	@Test
	@Tag("case-64")
	void bodyThatWasWrittenAnewIsRefused() {
		SignedNotification notification = build((draft) -> draft.summary("\u00e9 signed"));
		String body = notification.bodyText();
		for (byte[] changed : new byte[][] { bytes(body.replace("\":\"", "\": \"")), bytes(body + "\n"),
				bytes(body.replaceFirst("s", "\\\\u0073")), bytes(Normalizer.normalize(body, Normalizer.Form.NFD)),
				body.getBytes(Charset.forName("GBK")), body.getBytes(StandardCharsets.UTF_16),
				body.getBytes(StandardCharsets.ISO_8859_1) }) {
			assertRefused(send(notification.withBody(changed)));
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Test
	@Tag("case-89")
	void holderOfTheApiV3KeyAloneIsRefused() {
		SimulatedMerchant known = simulator().merchant();
		SimulatedMerchant forged = SimulatedMerchant.builder()
			.privateKeyPem(known.privateKeyPem())
			.apiV3Key(known.apiV3Key())
			.publicKeyId(known.publicKeyId())
			.build();
		try (WechatPaySimulator attacker = WechatPaySimulator.builder()
			.merchant(forged)
			.clock(EndpointApplication.CLOCK)
			.start()) {
			assertRefused(send(attacker.notifications().build(draft().build())));
		}
	}

}
