package io.github.wechatpaycontract.notification;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NotificationVerifier}: the envelope behind a good signature.
 */
class NotificationEnvelopeTests extends AbstractNotificationVerifierTests {

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
	@Tag("case-76")
	void verifyWhenResourceTypeAndOriginalTypeAreUnknownIsNoError() {
		assertThat(verify(TestPlatform.sign(resource((map) -> map.put("original_type", "aliens")))))
			.isInstanceOf(Verified.class);
		assertThat(verify(TestPlatform.sign(envelope((map) -> map.put("resource_type", "plain")))))
			.isInstanceOf(Verified.class);
	}

	@Test
	@Tag("case-79")
	void verifyWhenTypeHintsAreInItIgnoresThem() {
		assertThat(
				verified(plaintext("{\"@class\":\"java.net.URL\"," + CODE + ",\"@type\":[\"java.lang.Runtime\",{}]}"))
					.kind())
			.isEqualTo(NotificationKind.SIGNED);
	}

}
