package io.github.wechatpaycontract.notification;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.contract.ContractTerminationMode;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Rejection;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link NotificationVerifier}: what lies behind a good signature, and what
 * does not.
 */
class NotificationVerifierTests {

	private static final String CODE = "\"out_contract_code\":\"wxwtdk20200910100000\"";

	private final NotificationVerifier verifier = verifier(Map.of());

	@Test
	@Tag("case-63")
	void verifyWhenAnyBitOfBodyOrHeaderIsFlippedRefuses() {
		TestMessage genuine = Vectors.message(Vectors.find("notifications", "N1"));
		assertThat(verify(genuine)).isInstanceOf(Verified.class);
		int positions = 0;
		for (int bit = 0; bit < genuine.body().length * 8; bit++, positions++) {
			byte[] body = genuine.body().clone();
			body[bit / 8] ^= (byte) (1 << (bit % 8));
			assertNotAuthentic(genuine.withBody(body), "body bit " + bit);
		}
		for (String name : List.of(TestMessage.TIMESTAMP, TestMessage.NONCE, TestMessage.SERIAL, TestMessage.SIGNATURE,
				TestMessage.TYPE)) {
			byte[] value = genuine.first(name).getBytes(StandardCharsets.ISO_8859_1);
			for (int bit = 0; bit < value.length * 8; bit++, positions++) {
				byte[] changed = value.clone();
				changed[bit / 8] ^= (byte) (1 << (bit % 8));
				assertNotAuthentic(genuine.with(name, new String(changed, StandardCharsets.ISO_8859_1)),
						name + " bit " + bit);
			}
		}
		assertThat(positions).isGreaterThan(9_000);
	}

	@Test
	@Tag("case-64")
	void verifyWhenBodyIsEncodedAgainRefuses() throws Exception {
		TestMessage genuine = TestPlatform.notification("ENTRUST.SIGN", "{}");
		String text = genuine.text();
		ObjectMapper mapper = new ObjectMapper();
		Map<?, ?> tree = mapper.readValue(text, Map.class);
		Map<Object, Object> reordered = new TreeMap<>(tree);
		for (byte[] body : new byte[][] { mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree),
				mapper.writeValueAsBytes(reordered), utf8(text + " "), utf8(text + "\n"), utf8(" " + text),
				utf8(text.replace("/", "\\/")), utf8(text.replace(":", ": ")), utf8("\uFEFF" + text),
				utf8(text.replace("免", "\\u514d")), utf8(text.replace("+", "\\u002b")),
				text.getBytes(Charset.forName("GBK")), text.getBytes(StandardCharsets.UTF_16),
				text.getBytes(StandardCharsets.UTF_16LE), text.getBytes(StandardCharsets.ISO_8859_1) }) {
			if (!Arrays.equals(body, genuine.body())) {
				assertNotAuthentic(genuine.withBody(body), new String(body, StandardCharsets.UTF_8));
			}
		}
		TestMessage accented = TestPlatform.sign(text.replace("免密", "Café 가"));
		assertThat(verify(accented)).isInstanceOf(Verified.class);
		assertNotAuthentic(accented.withBody(Normalizer.normalize(accented.text(), Normalizer.Form.NFD)), "NFD");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "null", "[]", "\"x\"", "1", "{", "{\"id\":", "{} {}", "{}x", "\uFEFF{}", "[{}]", "{}" })
	@Tag("case-66")
	@Tag("case-67")
	@Tag("case-68")
	void verifyWhenSignedBodyIsNotAnEnvelopeIsMalformed(String body) {
		assertMalformed(TestPlatform.sign(body));
	}

	@Test
	@Tag("case-67")
	@Tag("case-68")
	void verifyWhenSignedEnvelopeIsCutOrEncodedOtherwiseIsMalformed() {
		String envelope = envelope((map) -> {
		});
		assertThat(verify(TestPlatform.sign(envelope))).isInstanceOf(Verified.class);
		for (int cut = 0; cut < envelope.length(); cut += 7) {
			assertMalformed(TestPlatform.sign(envelope.substring(0, cut)));
		}
		assertMalformed(TestPlatform.sign(envelope + envelope));
		assertMalformed(TestPlatform.sign(envelope.getBytes(StandardCharsets.UTF_16)));
		assertMalformed(TestPlatform.sign("\uFEFF" + envelope));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\\u0000b", "\\ud800", "密", "a b", "a\\nb", "\\u001b[31m", "\\u00e9" })
	@Tag("case-69")
	void verifyWhenAnIdIsNoPlainTextIsMalformed(String text) {
		assertMalformed(TestPlatform.sign(envelope((map) -> {
		}).replace("4d5f3a1e-7c1b-5b0e-9f6a-0c9d3b7e10n1", text)));
		assertMalformed(TestPlatform.sign(envelope((map) -> {
		}).replace("ENTRUST.SIGN", text)));
		assertMalformed(plaintext("{\"out_contract_code\":\"" + text + "\"}"));
		assertMalformed(plaintext("{" + CODE + ",\"contract_id\":\"" + text + "\"}"));
		assertMalformed(plaintext("{" + CODE + ",\"mchid\":\"" + text + "\"}"));
		assertMalformed(plaintext("{" + CODE + ",\"openid\":\"" + text + "\"}"));
	}

	@Test
	@Tag("case-69")
	void verifyWhenBytesAreNotUtf8IsMalformed() {
		byte[] body = utf8(envelope((map) -> map.put("summary", "#")));
		body[new String(body, StandardCharsets.US_ASCII).indexOf('#')] = (byte) 0xff;
		assertMalformed(TestPlatform.sign(body));
		assertMalformed(TestPlatform.sign(TestPlatform
			.json(TestPlatform.envelope("ENTRUST.SIGN", new byte[] { '{', '"', (byte) 0xff, '"', ':', '1', '}' }))));
	}

	@Test
	@Tag("case-70")
	void verifyWhenSignedJsonIsBeyondTheLimitsIsMalformed() {
		String[] monsters = { "{\"a\":".repeat(16) + "{}" + "}".repeat(16),
				"{\"a\":".repeat(500) + "1" + "}".repeat(500), "{\"a\":" + "[".repeat(200_000),
				"{\"a\":\"" + "x".repeat(33_000) + "\"}", "{\"a\":" + "9".repeat(10_000) + "}", "{\"a\":1e99999999999}",
				"{\"a\":-1e-99999999999}" };
		for (String monster : monsters) {
			assertMalformed(plaintext(monster));
			assertMalformed(TestPlatform.sign(monster));
			assertMalformed(TestPlatform.sign(envelope((map) -> {
			}).replace("\"encrypt-resource\"", monster)));
		}
		assertMalformed(plaintext("{\"a\":[" + "1,".repeat(10_000) + "1]}"));
	}

	@Test
	@Tag("case-71")
	void verifyWhenAMemberOccursTwiceIsMalformed() {
		String envelope = envelope((map) -> {
		});
		String resource = envelope.substring(envelope.indexOf("\"resource\":"), envelope.length() - 1);
		assertMalformed(TestPlatform.sign(envelope.substring(0, envelope.length() - 1) + "," + resource + "}"));
		assertMalformed(TestPlatform.sign(envelope.replace("\"nonce\"", "\"nonce\":\"000000000000\",\"nonce\"")));
		assertMalformed(plaintext("{" + CODE + ",\"mchid\":\"1900000109\",\"mchid\":\"1900000110\"}"));
		assertMalformed(plaintext("{" + CODE + ",\"mchid\":\"1900000109\",\"m\\u0063hid\":\"1900000110\"}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"mchid\":1900000109", "\"openid\":1", "\"contract_id\":123", "\"contract_state\":0",
			"\"contract_state\":true", "\"contract_state\":[\"SIGNED\"]", "\"service_id\":7.9", "\"service_id\":1e2",
			"\"service_id\":true", "\"service_id\":\"x\"", "\"plan_id\":{}", "\"contract_signed_time\":1724900000",
			"\"contract_terminate_info\":\"x\"", "\"contract_terminate_info\":[]",
			"\"contract_terminate_info\":{\"contract_termination_mode\":0}", "\"contract_display_account\":5" })
	@Tag("case-72")
	void verifyWhenAMemberIsOfTheWrongTypeIsMalformed(String member) {
		Rejected rejected = assertMalformed(plaintext("{" + CODE + "," + member + "}"));
		assertThat(rejected.detail()).matches("'[a-z_]+' is not .*").doesNotContain("1900000109", "1724900000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"sub_mchid\":\"\"", "\"openid\":\"\"", "\"sub_openid\":\" \"", "\"service_id\":\"\"",
			"\"plan_id\":\"\"", "\"plan_id\":\"tmpl-1\"", "\"contract_terminate_info\":\"\"" })
	void verifyWhenAMemberIsAnEmptyTextReadsItAsAbsent(String member) {
		ContractNotification notification = verified(plaintext("{" + CODE + "," + member + "}"));
		assertThat(notification.kind()).isEqualTo(NotificationKind.SIGNED);
		assertThat(notification.resource())
			.extracting(ContractNotificationResource::subMchid, ContractNotificationResource::openid,
					ContractNotificationResource::subOpenid, ContractNotificationResource::serviceId,
					ContractNotificationResource::planId)
			.containsOnlyNulls();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"contract_state\":\"\"", "\"contract_state\":\" \"",
			"\"contract_state\":\"\",\"state\":\"SIGNED\"" })
	void verifyWhenTheStateIsAnEmptyTextReadsItAsAbsent(String members) {
		ContractNotification notification = verified(plaintext("{" + CODE + "," + members + "}"));
		assertThat(notification.kind()).isEqualTo(NotificationKind.SIGNED);
		assertThat(notification.doubt()).isEmpty();
		assertThat(notification.resource().state()).isIn(null, ContractState.SIGNED);
	}

	@Test
	void verifyWhenANestedTextIsEmptyReadsTheFlatOne() {
		ContractNotificationResource resource = verified(plaintext("{" + CODE
				+ ",\"contract_terminate_info\":{\"contract_termination_mode\":\"\",\"contract_termination_remark\":\"\"},"
				+ "\"contract_termination_mode\":\"USER\",\"contract_termination_remark\":\"moved\"}"))
			.resource();
		assertThat(resource.terminationModeText()).isEqualTo("USER");
		assertThat(resource.terminationRemark()).isEqualTo("moved");
	}

	@ParameterizedTest
	@ValueSource(strings = { "id", "event_type", "resource" })
	@Tag("case-73")
	void verifyWhenARequiredMemberOfTheEnvelopeIsMissingNamesIt(String name) {
		assertThat(assertMalformed(TestPlatform.sign(envelope((map) -> map.remove(name)))).detail())
			.isEqualTo("'" + name + "' is missing");
		assertThat(assertMalformed(TestPlatform.sign(envelope((map) -> map.put(name, null)))).detail())
			.isEqualTo("'" + name + "' is missing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonce", "ciphertext", "algorithm" })
	@Tag("case-73")
	@Tag("case-80")
	@Tag("case-83")
	@Tag("case-84")
	void verifyWhenARequiredMemberOfTheResourceIsMissingNamesIt(String name) {
		for (Consumer<Map<String, @Nullable Object>> change : List
			.<Consumer<Map<String, @Nullable Object>>>of((map) -> map.remove(name), (map) -> map.put(name, null))) {
			assertThat(assertMalformed(TestPlatform.sign(resource(change))).detail()).startsWith("'" + name + "' is ");
		}
		assertThat(assertMalformed(TestPlatform.sign(resource((map) -> map.put(name, 5)))).detail())
			.isEqualTo("'" + name + "' is not a text");
	}

	@Test
	@Tag("case-73")
	void verifyWhenNothingButTheContractCodeIsThereIsVerified() {
		ContractNotification notification = verified(plaintext("{" + CODE + "}"));
		assertThat(notification.kind()).isEqualTo(NotificationKind.SIGNED);
		assertThat(notification.contractId()).isEmpty();
		assertThat(notification.resource().state()).isNull();
		ContractNotification empty = verified(plaintext("{}"));
		assertThat(empty.kind()).isEqualTo(NotificationKind.SIGNED);
		assertThatIllegalStateException().isThrownBy(empty::outContractCode).withMessageContaining("names no contract");
		ContractNotification nulls = verified(plaintext("{\"out_contract_code\":null,\"contract_state\":null,"
				+ "\"contract_terminate_info\":null,\"service_id\":null,\"contract_signed_time\":null}"));
		assertThat(nulls.kind()).isEqualTo(NotificationKind.SIGNED);
		assertThat(nulls.raw()).containsKey("service_id");
	}

	@Test
	@Tag("case-74")
	void verifyWhenThereAreUnknownMembersKeepsThemInRaw() {
		TestMessage message = TestPlatform.sign(envelope((map) -> {
			map.put("brand_new", List.of(1, Map.of("x", true)));
			map.put("resource_type", null);
		}));
		assertThat(verify(message)).isInstanceOf(Verified.class);
		ContractNotification notification = verified(
				plaintext("{" + CODE + ",\"zzz\":{\"deep\":[1,2.5,null,\"x\"]},\"aaa\":false}"));
		assertThat(notification.raw().keySet()).containsExactly("out_contract_code", "zzz", "aaa");
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> notification.raw().put("x", "y"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "BRAND_NEW", "signed", "Signed", " SIGNED", "SIGNED ", "0", "SIGN_FAILED", "NOT_SIGNED",
			"TERMINATE_PENDING", "TO_BE_RENEWED", "签约" })
	@Tag("case-75")
	void verifyWhenStateIsAnotherIsOtherWithItsText(String state) {
		ContractNotification notification = verified(plaintext("{" + CODE + ",\"contract_state\":\"" + state
				+ "\",\"contract_terminate_info\":{\"contract_termination_mode\":\"ALIENS\"}}"));
		assertThat(notification.kind()).isEqualTo(NotificationKind.OTHER);
		assertThat(notification.resource().stateText()).isEqualTo(state);
		assertThat(notification.resource().state()).isNotIn(ContractState.SIGNED, ContractState.TERMINATED);
		assertThat(notification.resource().terminationMode()).isEqualTo(ContractTerminationMode.UNRECOGNIZED);
		assertThat(notification.resource().terminationModeText()).isEqualTo("ALIENS");
		assertThat(notification.raw()).containsEntry("contract_state", state);
	}

	@ParameterizedTest
	@ValueSource(strings = { "BRAND.NEW", "ENTRUST.TERMINATE_INQUIRY", "ENTRUST.TERMINATE_RETENTION",
			"INSURANCE_ENTRUST.RENEW", "SECURITY_ECHO.SUCCESS", "TRANSACTION.SUCCESS", "SIGN.NOT", "ENTRUST.SIGNX",
			"." })
	@Tag("case-76")
	void verifyWhenEventIsUnknownIsOther(String eventType) {
		ContractNotification notification = verified(TestPlatform.notification(eventType, "{" + CODE + "}"));
		assertThat(notification.kind()).isEqualTo(NotificationKind.OTHER);
		assertThat(notification.eventType()).isEqualTo(eventType);
		assertThat(notification.raw()).containsKey("out_contract_code");
	}

	@Test
	@Tag("case-76")
	void verifyWhenResourceTypeAndOriginalTypeAreUnknownIsNoError() {
		assertThat(verify(TestPlatform.sign(resource((map) -> map.put("original_type", "aliens")))))
			.isInstanceOf(Verified.class);
		assertThat(verify(TestPlatform.sign(envelope((map) -> map.put("resource_type", "plain")))))
			.isInstanceOf(Verified.class);
	}

	@ParameterizedTest
	@CsvSource({ "ENTRUST.SIGN,TERMINATED,TERMINATED", "ENTRUST.TERMINATE,SIGNED,SIGNED",
			"ENTRUST.SIGN,SIGN_FAILED,OTHER", "ENTRUST.TERMINATE,TERMINATE_PENDING,OTHER", "ENTRUST.SIGN,NEW,OTHER" })
	@Tag("case-77")
	void verifyWhenEventAndStateDisagreeTheStateDecides(String eventType, String state, NotificationKind kind) {
		assertThat(verified(TestPlatform.notification(eventType, "{" + CODE + ",\"contract_state\":\"" + state + "\"}"))
			.kind()).isEqualTo(kind);
	}

	@ParameterizedTest
	@CsvSource({ "2024-08-29T10:53:20,false", "2024-08-29T10:53:20Z,true", "2024-08-29T10:53:20+08:00,true",
			"2024-08-29T10:53:20.123+08:00,true", "2016-12-31T23:59:60Z,false", "9999-12-31T23:59:59Z,true",
			"20180225112233,false", "2024-02-30T00:00:00Z,false", "+999999999-12-31T23:59:59-18:00,true",
			"+9999999999-01-01T00:00:00Z,false", "yesterday,false", "'',false", "2024-08-29T10:53:20+99:00,false",
			"2024-08-29 10:53:20,false" })
	@Tag("case-78")
	void verifyWhenTimeIsOfAnyFormNeverFails(String time, boolean read) {
		TestMessage message = TestPlatform.sign(TestPlatform.json(changed(
				TestPlatform.envelope("ENTRUST.SIGN", utf8("{" + CODE + ",\"contract_signed_time\":\"" + time + "\"}")),
				(map) -> map.put("create_time", time))));
		ContractNotification notification = verified(message);
		assertThat(notification.createTime().isPresent()).isEqualTo(read);
		assertThat(notification.resource().signedTime()).isEqualTo(read ? OffsetDateTime.parse(time) : null);
		assertThat(notification.raw()).containsEntry("contract_signed_time", time);
	}

	@Test
	@Tag("case-78")
	void verifyWhenTimesAreRandomNeverFails() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		String alphabet = "0123456789-:T.Z+ ";
		for (int i = 0; i < 100; i++) {
			StringBuilder time = new StringBuilder();
			for (int n = random.nextInt(40); n > 0; n--) {
				time.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			assertThat(verify(plaintext("{\"contract_signed_time\":\"" + time + "\"}"))).as("seed %d: %s", seed, time)
				.isInstanceOf(Verified.class);
		}
	}

	@Test
	@Tag("case-79")
	void verifyWhenTypeHintsAreInItIgnoresThem() {
		assertThat(
				verified(plaintext("{\"@class\":\"java.net.URL\"," + CODE + ",\"@type\":[\"java.lang.Runtime\",{}]}"))
					.kind())
			.isEqualTo(NotificationKind.SIGNED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "aead_aes_256_gcm", "AEAD_AES_128_GCM", "AEAD_SM4_GCM", " AEAD_AES_256_GCM", "NONE" })
	@Tag("case-80")
	void verifyWhenAlgorithmIsAnotherIsMalformed(String algorithm) {
		assertThat(assertMalformed(TestPlatform.sign(resource((map) -> map.put("algorithm", algorithm)))).detail())
			.isEqualTo("'algorithm' is not AEAD_AES_256_GCM");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "sixteen-bytes-...", "签约签约签约签约" })
	@Tag("case-81")
	void verifyWhenAssociatedDataIsOfAnyFormOpens(String associatedData) {
		String sealed = TestPlatform.seal(TestPlatform.API_V3_KEY, "61f9c719728a", associatedData,
				utf8("{" + CODE + "}"));
		assertThat(verify(TestPlatform.sign(resource((map) -> {
			map.put("associated_data", associatedData);
			map.put("ciphertext", sealed);
		})))).isInstanceOf(Verified.class);
		if (associatedData.isEmpty()) {
			for (Consumer<Map<String, @Nullable Object>> absent : List.<Consumer<Map<String, @Nullable Object>>>of(
					(map) -> map.remove("associated_data"), (map) -> map.put("associated_data", null))) {
				assertThat(verify(TestPlatform.sign(resource(absent.andThen((map) -> map.put("ciphertext", sealed))))))
					.isInstanceOf(Verified.class);
			}
		}
	}

	@Test
	@Tag("case-82")
	void verifyWhenAssociatedDataIsWrongIsNotDecryptable() {
		for (String wrong : new String[] { "", "contract", "entrust ", "Entrust" }) {
			Rejected rejected = assertRejected(TestPlatform.sign(resource((map) -> map.put("associated_data", wrong))),
					Rejection.NOT_DECRYPTABLE);
			assertThat(rejected.detail()).doesNotContain("wxwtdk", "SIGNED");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "61f9c719728", "61f9c719728ab", "61f9c719728a61f9", "61f9c719728é", "密密密密密" })
	@Tag("case-83")
	void verifyWhenNonceIsNot12BytesIsMalformed(String nonce) {
		assertThat(assertMalformed(TestPlatform.sign(resource((map) -> map.put("nonce", nonce)))).detail())
			.isEqualTo("'nonce' is not 12 bytes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "!", "AAAA", "AAAAAAAAAAAAAAAAAAAA", "not base64 at all", "AA==\n",
			"AAAAAAAAAAAAAAAAAAAAA-_=" })
	@Tag("case-84")
	void verifyWhenCiphertextIsNoneIsMalformed(String ciphertext) {
		assertThat(assertMalformed(TestPlatform.sign(resource((map) -> map.put("ciphertext", ciphertext)))).detail())
			.startsWith("'ciphertext' is not the Base64");
	}

	@Test
	@Tag("case-84")
	void verifyWhenCiphertextIsOfAnyLengthIsRefusedAsDeclared() {
		for (int length = 0; length < 40; length++) {
			String text = Base64.getEncoder().encodeToString(new byte[length]);
			assertRejected(TestPlatform.sign(resource((map) -> map.put("ciphertext", text))),
					(length < 16) ? Rejection.MALFORMED : Rejection.NOT_DECRYPTABLE);
		}
		String huge = Base64.getEncoder().encodeToString(new byte[60 * 1024]);
		assertRejected(TestPlatform.sign(resource((map) -> map.put("ciphertext", huge))), Rejection.MALFORMED);
	}

	@Test
	@Tag("case-85")
	void verifyWhenAnyBitOfTheTagIsFlippedIsNotDecryptable() {
		byte[] sealed = Base64.getDecoder()
			.decode(TestPlatform.seal(TestPlatform.API_V3_KEY, "61f9c719728a", "entrust", utf8("{}")));
		for (int bit = (sealed.length - 16) * 8; bit < sealed.length * 8; bit++) {
			byte[] changed = sealed.clone();
			changed[bit / 8] ^= (byte) (1 << (bit % 8));
			assertRejected(
					TestPlatform
						.sign(resource((map) -> map.put("ciphertext", Base64.getEncoder().encodeToString(changed)))),
					Rejection.NOT_DECRYPTABLE);
		}
	}

	@Test
	@Tag("case-86")
	void verifyWhenApiV3KeyIsBeingChangedOpensWithEither() {
		String previous = "abcdefghijklmnopqrstuvwxyz012345";
		TestMessage old = TestPlatform.sign(resource((map) -> map.put("ciphertext",
				TestPlatform.seal(previous, "61f9c719728a", "entrust", utf8("{" + CODE + "}")))));
		assertRejected(old, Rejection.NOT_DECRYPTABLE);
		NotificationVerifier both = new NotificationVerifier(TestPlatform.builder()
			.platformKey(TestPlatform.publicKey())
			.apiV3Key(ApiV3Key.of(TestPlatform.API_V3_KEY))
			.apiV3Key(ApiV3Key.of(previous))
			.build(), TestPlatform.CLOCK, TestPlatform.SKEW, Map.of());
		assertThat(both.verify(old::header, old.body())).isInstanceOf(Verified.class);
		TestMessage current = plaintext("{" + CODE + "}");
		assertThat(both.verify(current::header, current.body())).isInstanceOf(Verified.class);
	}

	@Test
	@Tag("case-88")
	void verifyWhenPlaintextIsNoObjectIsMalformed() {
		for (String text : new String[] { "", "null", "[]", "1", "\"x\"", "plain", "<xml/>", "{\"a\":1", "{}{}",
				"{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}" }) {
			TestMessage message = plaintext(text);
			assertThat(assertMalformed(message).detail()).hasSizeLessThan(100);
		}
	}

	@Test
	@Tag("case-89")
	void verifyWhenOnlyTheApiV3KeyIsStolenRefuses() {
		String body = TestPlatform.json(TestPlatform.envelope("ENTRUST.SIGN", utf8(TestPlatform.SIGNED)));
		assertNotAuthentic(TestPlatform.sign(TestPlatform.MERCHANT_KEY, TestPlatform.PUBLIC_KEY_ID, utf8(body)),
				"merchant key");
		assertNotAuthentic(TestPlatform.sign(TestPlatform.MERCHANT_KEY, TestPlatform.MERCHANT_SERIAL, utf8(body)),
				"merchant serial");
		assertNotAuthentic(
				TestPlatform.sign(TestPlatform.CERTIFICATE_KEY, Vectors.key("wechatpay_cert_serial"), utf8(body)),
				"certificate not in the ring");
	}

	@Test
	@Tag("case-46")
	void verifyWhenSerialIsTheMerchantsOwnSaysSo() {
		Rejected rejected = assertNotAuthentic(
				TestPlatform.notification("ENTRUST.SIGN", "{}").with(TestMessage.SERIAL, TestPlatform.MERCHANT_SERIAL),
				"merchant serial");
		assertThat(rejected.signatureFailure()).isEqualTo(SignatureFailure.UNKNOWN_SERIAL);
		assertThat(rejected.detail()).contains("merchant's own certificate");
		assertThat(
				assertNotAuthentic(TestPlatform.notification("ENTRUST.SIGN", "{}").with(TestMessage.SERIAL, "ABC"), "")
					.detail())
			.contains("'ABC'")
			.doesNotContain("merchant");
	}

	@Test
	@Tag("case-38")
	void verifyWhenAHeaderIsHostileRepeatsNothingOfIt() {
		TestMessage genuine = TestPlatform.notification("ENTRUST.SIGN", "{}");
		for (String name : List.of(TestMessage.TIMESTAMP, TestMessage.NONCE, TestMessage.SERIAL, TestMessage.SIGNATURE,
				TestMessage.TYPE)) {
			for (String hostile : new String[] { "canary\r\nX: y", "canary\u001b[2J", "canary密", "\u0000canary",
					"canary" + "a".repeat(100_000) }) {
				Rejected rejected = assertNotAuthentic(genuine.with(name, hostile), name);
				assertThat(rejected.detail() + rejected.reason() + rejected).doesNotContain("canary")
					.hasSizeLessThan(500);
			}
		}
	}

	@Test
	void verifyWhenEventTypesAreConfiguredTheyDecideFirst() {
		NotificationVerifier configured = verifier(
				Map.of("brand.new", NotificationKind.SIGNED, "ENTRUST.SIGN", NotificationKind.OTHER));
		TestMessage brandNew = TestPlatform.notification("BRAND.NEW",
				"{" + CODE + ",\"contract_state\":\"TERMINATED\"}");
		assertThat(((Verified) configured.verify(brandNew::header, brandNew.body())).notification().kind())
			.isEqualTo(NotificationKind.SIGNED);
		TestMessage sign = plaintext("{" + CODE + "}");
		assertThat(((Verified) configured.verify(sign::header, sign.body())).notification().kind())
			.isEqualTo(NotificationKind.OTHER);
	}

	@ParameterizedTest
	@CsvSource({ "ENTRUST.SIGN,SIGNED", "entrust.sign,SIGNED", "ENTRUST.SIGNING,SIGNED",
			"CREDIT_REPAYMENT.SIGN_CONTRACT,SIGNED", "PAYSCORE.USER_OPEN_SERVICE,SIGNED",
			"PAYSCORE.USER_SIGN_PLAN,SIGNED", "SIGN,SIGNED", "ENTRUST.TERMINATE,TERMINATED",
			"ENTRUST.RELEASE,TERMINATED", "CREDIT_REPAYMENT.TERMINATE_CONTRACT,TERMINATED",
			"PAYSCORE.USER_CLOSE_SERVICE,TERMINATED", "PAYSCORE.USER_CANCEL_SIGN_PLAN,TERMINATED",
			"ENTRUST.TERMINATE_INQUIRY,OTHER", "ENTRUST.TERMINATE_RETENTION,OTHER", "INSURANCE_ENTRUST.RENEW,OTHER",
			"FACEPAY.USER_STATE_CHANGE,OTHER" })
	void kindWhenThereIsNoStateComesFromTheEvent(String eventType, NotificationKind kind) {
		assertThat(verified(TestPlatform.notification(eventType, "{" + CODE + "}")).kind()).isEqualTo(kind);
	}

	@ParameterizedTest
	@CsvSource({ "contract_state,SIGNED,SIGNED", "state,EFFECTIVE,SIGNED", "contract_status,ADD,SIGNED",
			"contract_status,DELETE,TERMINATED", "contract_state,CONTRACT_STATE_EFFECTIVE,SIGNED",
			"contract_state,CONTRACT_STATE_TERMINATED,TERMINATED", "contract_state,CONTRACT_STATE_INVALID,OTHER",
			"user_service_status,USER_OPEN_SERVICE,SIGNED", "change_type,USER_CLOSE_SERVICE,TERMINATED" })
	void kindWhenStateIsOfASiblingIsUnderstood(String member, String state, NotificationKind kind) {
		assertThat(
				verified(TestPlatform.notification("BRAND.NEW", "{" + CODE + ",\"" + member + "\":\"" + state + "\"}"))
					.kind())
			.isEqualTo(kind);
	}

	@Test
	void resourceWhenNamesAreOfSiblingsReadsThem() {
		ContractNotificationResource resource = verified(plaintext(
				"""
						{"sp_mchid":"1","sub_mchid":"2","sp_appid":"a","sub_appid":"b","sp_openid":"o","sub_openid":"p",
						"service_id":"500001","plan_id":"77","contract_code":"c1","contract_information":{"contract_id":"i1"},
						"user_display_name":"n","contract_terminated_mode":"API","contract_terminated_time":"2024-01-01T00:00:00Z",
						"contract_termination_remark":"r","openorclose_time":"2024-01-02T00:00:00Z",
						"contract_expired_time":"2030-01-01T00:00:00+08:00"}"""))
			.resource();
		assertThat(resource).isEqualTo(new ContractNotificationResource("1", "2", "a", "b", "o", "p", 500001L, 77L,
				"c1", "i1", "n", null, null, null, OffsetDateTime.parse("2030-01-01T00:00:00+08:00"),
				OffsetDateTime.parse("2024-01-01T00:00:00Z"), ContractTerminationMode.MCH_API_TERMINATE, "API", "r",
				OffsetDateTime.parse("2024-01-02T00:00:00Z")));
		assertThat(resource.hashCode()).isEqualTo(resource.hashCode());
	}

	@Test
	void resourceWhenNamesAreInBothPlacesReadsTheFirst() {
		ContractNotificationResource resource = verified(plaintext(
				"""
						{"contract_code":"c1","contract_id":"i1","contract_information":{"contract_id":"i2"},
						"contract_terminate_info":{"contract_termination_mode":"API","contract_terminated_time":"2024-01-01T00:00:00Z",
						"contract_termination_remark":"r"},
						"contract_termination_mode":"USER","contract_terminated_mode":"OTHER",
						"contract_terminated_time":"2025-01-01T00:00:00Z","contract_termination_remark":"s"}"""))
			.resource();
		assertThat(resource.contractId()).isEqualTo("i1");
		assertThat(resource.terminationModeText()).isEqualTo("API");
		assertThat(resource.terminatedTime()).isEqualTo("2024-01-01T00:00:00Z");
		assertThat(resource.terminationRemark()).isEqualTo("r");
	}

	@Test
	void resourceWhenTheObjectLacksAMemberReadsItBesideTheObject() {
		ContractNotificationResource resource = verified(plaintext("""
				{"contract_code":"c1","contract_terminate_info":{"contract_terminated_mode":"API"},
				"contract_termination_mode":"USER","contract_terminated_mode":"OTHER",
				"contract_terminated_time":"2025-01-01T00:00:00Z","contract_termination_remark":"s"}""")).resource();
		assertThat(resource.terminationModeText()).isEqualTo("USER");
		assertThat(resource.terminatedTime()).isEqualTo("2025-01-01T00:00:00Z");
		assertThat(resource.terminationRemark()).isEqualTo("s");
	}

	@Test
	void verifyWhenCalledNeverLooksAtTheBodyBeforeTheSignatureHeld() {
		byte[] absurd = ("{\"a\":" + "[".repeat(500_000)).getBytes(StandardCharsets.UTF_8);
		assertNotAuthentic(TestPlatform.notification("ENTRUST.SIGN", "{}").withBody(absurd), "body");
		assertNotAuthentic(new TestMessage(Map.of(), absurd), "no headers");
	}

	private static NotificationVerifier verifier(Map<String, NotificationKind> eventTypes) {
		return new NotificationVerifier(TestPlatform.merchant(), TestPlatform.CLOCK, TestPlatform.SKEW, eventTypes);
	}

	private NotificationResult verify(TestMessage message) {
		return this.verifier.verify(message::header, message.body());
	}

	private ContractNotification verified(TestMessage message) {
		NotificationResult result = verify(message);
		assertThat(result).isInstanceOf(Verified.class);
		return ((Verified) result).notification();
	}

	private Rejected assertNotAuthentic(TestMessage message, String what) {
		NotificationResult result = verify(message);
		assertThat(result).as(what).isInstanceOf(Rejected.class);
		assertThat(((Rejected) result).rejection()).as(what).isEqualTo(Rejection.NOT_AUTHENTIC);
		return (Rejected) result;
	}

	private Rejected assertMalformed(TestMessage message) {
		return assertRejected(message, Rejection.MALFORMED);
	}

	private Rejected assertRejected(TestMessage message, Rejection rejection) {
		NotificationResult result = verify(message);
		assertThat(result).isInstanceOf(Rejected.class);
		assertThat(((Rejected) result).rejection()).isEqualTo(rejection);
		return (Rejected) result;
	}

	private static TestMessage plaintext(String plaintext) {
		return TestPlatform.notification("ENTRUST.SIGN", plaintext);
	}

	private static String envelope(Consumer<Map<String, @Nullable Object>> change) {
		return TestPlatform.json(changed(TestPlatform.envelope("ENTRUST.SIGN", utf8("{" + CODE + "}")), change));
	}

	private static String resource(Consumer<Map<String, @Nullable Object>> change) {
		Map<String, @Nullable Object> envelope = TestPlatform.envelope("ENTRUST.SIGN", utf8("{" + CODE + "}"));
		Map<String, @Nullable Object> resource = new HashMap<>();
		((Map<?, ?>) envelope.get("resource")).forEach((name, value) -> resource.put((String) name, value));
		change.accept(resource);
		envelope.put("resource", resource);
		return TestPlatform.json(envelope);
	}

	private static Map<String, @Nullable Object> changed(Map<String, @Nullable Object> map,
			Consumer<Map<String, @Nullable Object>> change) {
		Map<String, @Nullable Object> changed = new LinkedHashMap<>(map);
		change.accept(changed);
		return changed;
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
