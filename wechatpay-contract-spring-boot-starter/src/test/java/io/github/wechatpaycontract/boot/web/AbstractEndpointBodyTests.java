package io.github.wechatpaycontract.boot.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.boot.RawResponse;
import io.github.wechatpaycontract.boot.RunningApplication;
import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationKind;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.SignedNotification;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is proven to come from WeChat Pay may still be unreadable.
 */
@Tag("any-line")
abstract class AbstractEndpointBodyTests extends AbstractEndpointTests {

	private RawResponse sendSigned(String body) {
		return sendSigned(body.getBytes(StandardCharsets.UTF_8));
	}

	private RawResponse sendSigned(byte[] body) {
		return send(simulator().notifications().sign(body));
	}

	/** Changes the envelope and signs it again. */
	private RawResponse sendEnvelope(UnaryOperator<String> change) {
		String body = genuine().bodyText();
		String changed = change.apply(body);
		assertThat(changed).isNotEqualTo(body);
		return sendSigned(changed);
	}

	private RawResponse sendPlaintext(String plaintext) {
		return send(build((draft) -> draft.plaintext(plaintext)));
	}

	private void assertMalformed(RawResponse response) {
		assertThat(response.status()).as(response.text()).isEqualTo(400);
		assertThat(response.body()).isEqualTo("{\"code\":\"FAIL\",\"message\":\"malformed\"}");
		assertThat(response.header("Content-Type")).containsExactly("application/json");
		assertNothingHandled();
	}

	private void assertFailed(RawResponse response) {
		assertThat(response.status()).as(response.text()).isEqualTo(500);
		assertThat(response.body()).isEqualTo("{\"code\":\"FAIL\",\"message\":\"not handled\"}");
		assertNothingHandled();
	}

	@Test
	@Tag("case-65")
	void charsetOfTheContentTypeChangesNothing() {
		SignedNotification notification = genuine().withHeader("Content-Type", "application/json;charset=gbk");
		assertAcknowledged(send(notification));
		assertThat(handler().notifications().get(0).resource().contractDisplayAccount()).isEqualTo("微信代扣用户A");
	}

	@ParameterizedTest
	@Tag("case-66")
	@ValueSource(strings = { "", " ", "null", "[]", "\"x\"", "1", "true", "{}" })
	void bodyThatIsNoObjectIsMalformed(String body) {
		assertMalformed(sendSigned(body));
	}

	@Test
	@Tag("case-67")
	void bodyThatIsCutOrContinuesIsMalformed() {
		assertMalformed(sendEnvelope((body) -> body.substring(0, body.length() - 1)));
		assertMalformed(sendEnvelope((body) -> body.substring(0, body.length() / 2)));
		assertMalformed(sendEnvelope((body) -> body + "x"));
		assertMalformed(sendEnvelope((body) -> body + body));
	}

	@Test
	@Tag("case-68")
	void bodyInAnotherEncodingIsMalformed() {
		String body = genuine().bodyText();
		assertMalformed(sendSigned("\uFEFF" + body));
		assertMalformed(sendSigned(body.getBytes(StandardCharsets.UTF_16)));
		assertMalformed(sendSigned(body.getBytes(StandardCharsets.UTF_16LE)));
		assertMalformed(sendSigned(body.replace("ENTRUST", "\u00e9").getBytes(StandardCharsets.ISO_8859_1)));
	}

	@Test
	@Tag("case-69")
	void textThatIsNoUnicodeIsMalformed() {
		byte[] body = genuine().body().clone();
		body[genuine().bodyText().indexOf("ENTRUST")] = (byte) 0xC0;
		assertMalformed(sendSigned(body));
		assertMalformed(sendEnvelope((text) -> text.replaceFirst("\"id\":\"", "\"id\":\"\\\\ud800")));
		assertMalformed(sendPlaintext(plaintext("wx\\ud800")));
		assertMalformed(sendPlaintext(plaintext("wx\\u0000")));
	}

	@Test
	@Tag("case-70")
	void bodyBeyondTheLimitsIsMalformed() {
		for (String member : new String[] { "[".repeat(500) + "]".repeat(500), "[".repeat(30_000), "9".repeat(10_000),
				"\"" + "x".repeat(40_000) + "\"", "[" + "1,".repeat(20_000) + "1]" }) {
			assertMalformed(sendEnvelope((body) -> body.replaceFirst("\\{", "{\"more\":" + member + ",")));
		}
	}

	@Test
	@Tag("case-71")
	void memberThatIsRepeatedIsMalformed() {
		assertMalformed(sendEnvelope((body) -> body.replaceFirst("\\{", "{\"resource\":{},")));
		assertMalformed(sendPlaintext(plaintext(CODE).replaceFirst("\\{", "{\"mchid\":\"1900000109\",")));
	}

	@Test
	@Tag("case-72")
	void memberOfAnotherTypeIsMalformed() {
		assertMalformed(sendEnvelope((body) -> body.replaceFirst("\"event_type\":\"[^\"]*\"", "\"event_type\":1")));
		assertMalformed(sendEnvelope((body) -> body.replaceFirst("\"resource\":\\{", "\"resource\":[],\"was\":{")));
		for (String wrong : new String[] { "\"service_id\":7.9", "\"service_id\":1e2", "\"service_id\":true",
				"\"service_id\":\"x\"", "\"service_id\":99999999999999999999", "\"service_id\":{}" }) {
			assertMalformed(sendPlaintext(plaintext(CODE).replace("\"service_id\":12535", wrong)));
		}
		assertMalformed(sendPlaintext(plaintext(CODE).replace("\"SIGNED\"", "0")));
		assertMalformed(sendPlaintext(plaintext(CODE).replace("\"" + CODE + "\"", "20200910100000")));
	}

	@ParameterizedTest
	@Tag("case-73")
	@ValueSource(strings = { "id", "event_type", "resource", "algorithm", "ciphertext", "nonce" })
	void memberThatIsMissingOrNullIsMalformed(String name) {
		String member = "\"" + name + "\":";
		assertMalformed(sendEnvelope((body) -> body.replace(member, "\"other\":")));
		assertMalformed(sendEnvelope((body) -> body.replace(member, member + "null,\"other\":")));
	}

	@Test
	@Tag("case-74")
	void memberThatIsUnknownIsIgnored() {
		assertAcknowledged(sendEnvelope((body) -> body.replaceFirst("\\{", "{\"new\":{\"a\":[1,null]},")
			.replace("\"resource\":{", "\"resource\":{\"new\":1,")));
		assertAcknowledged(sendPlaintext(plaintext(CODE).replaceFirst("\\{", "{\"new\":{\"a\":true},")));
		assertThat(handler().notifications()).hasSize(2);
	}

	@Test
	void stateThatIsUnknownIsNoError() {
		assertAcknowledged(sendPlaintext(plaintext(CODE).replace("SIGNED", "SOMETHING_NEW")));
		assertThat(handler().others()).singleElement().satisfies((notification) -> {
			assertThat(notification.resource().state()).isEqualTo(ContractState.UNRECOGNIZED);
			assertThat(notification.resource().stateText()).isEqualTo("SOMETHING_NEW");
		});
	}

	@Test
	void eventThatIsUnknownIsHandedOverAsOther() {
		assertAcknowledged(send(build((draft) -> draft.eventType("SOMETHING.NEW")
			.resourceType("new")
			.originalType("new")
			.plaintext("{\"out_contract_code\":\"x1\"}"))));
		assertThat(handler().others()).extracting(ContractNotification::kind).containsExactly(NotificationKind.OTHER);
		assertThat(handler().notifications()).isEmpty();
	}

	@Test
	void selfTestIsAcknowledged() {
		assertAcknowledged(send(build((draft) -> draft.eventType("SECURITY_ECHO.SUCCESS").plaintext("{}"))));
		assertThat(handler().notifications()).isEmpty();
	}

	@ParameterizedTest
	@Tag("case-78")
	@ValueSource(strings = { "2018-02-25T11:22:33", "2018-02-25T11:22:33Z", "2018-02-25T11:22:33+08:00",
			"2016-12-31T23:59:60Z", "9999-12-31T23:59:59Z", "+999999999-12-31T23:59:59Z", "20180225112233", "" })
	void timeOfAnyFormIsNoError(String time) {
		assertAcknowledged(sendPlaintext(plaintext(CODE).replace("2024-08-29T10:53:19+08:00", time)));
		assertThat(handler().notifications()).hasSize(1);
	}

	@Test
	@Tag("case-79")
	void typeHintIsIgnored() {
		assertAcknowledged(sendPlaintext(plaintext(CODE).replaceFirst("\\{",
				"{\"@class\":\"javax.script.ScriptEngineManager\",\"@type\":\"java.lang.Runtime\",")));
	}

	@ParameterizedTest
	@Tag("case-80")
	@ValueSource(strings = { "aead_aes_256_gcm", "AEAD_AES_128_GCM", "", "NONE" })
	void algorithmThatIsNotOursIsMalformed(String algorithm) {
		assertMalformed(send(build((draft) -> draft.algorithm(algorithm))));
	}

	@Test
	@Tag("case-81")
	void associatedDataMayBeMissingOrEmptyOrLong() {
		for (String data : new String[] { null, "", "x".repeat(16), "x".repeat(500), "合同" }) {
			assertAcknowledged(send(build((draft) -> draft.associatedData(data))));
		}
		SignedNotification withNull = build((draft) -> draft.associatedData(null));
		assertAcknowledged(
				sendSigned(withNull.bodyText().replace("\"algorithm\":", "\"associated_data\":null,\"algorithm\":")));
		assertThat(handler().notifications()).hasSize(6);
	}

	@Test
	@Tag("case-82")
	void associatedDataThatIsWrongFails() {
		assertFailed(sendEnvelope(
				(body) -> body.replace("\"associated_data\":\"entrust\"", "\"associated_data\":\"other\"")));
	}

	@Test
	@Tag("case-83")
	void nonceOfAnotherLengthIsMalformed() {
		for (String nonce : new String[] { "", "x".repeat(11), "x".repeat(13), "x".repeat(16), "合同合同合" }) {
			assertMalformed(
					sendEnvelope((body) -> body.replaceFirst("\"nonce\":\"[^\"]*\"", "\"nonce\":\"" + nonce + "\"")));
		}
	}

	@Test
	@Tag("case-84")
	void ciphertextThatCannotBeOneIsMalformed() {
		String huge = Base64.getEncoder().encodeToString(new byte[40_000]);
		for (String ciphertext : new String[] { "", "?", "AAAA", Base64.getEncoder().encodeToString(new byte[15]),
				huge }) {
			assertMalformed(sendEnvelope(
					(body) -> body.replaceFirst("\"ciphertext\":\"[^\"]*\"", "\"ciphertext\":\"" + ciphertext + "\"")));
		}
	}

	@Test
	@Tag("case-85")
	void everyBitOfTheTagCounts() {
		String body = genuine().bodyText();
		String ciphertext = body.replaceFirst("(?s).*\"ciphertext\":\"([^\"]*)\".*", "$1");
		for (int bit = 0; bit < 128; bit++) {
			byte[] bytes = Base64.getDecoder().decode(ciphertext);
			bytes[bytes.length - 1 - bit / 8] ^= (byte) (1 << (bit % 8));
			assertFailed(sendSigned(body.replace(ciphertext, Base64.getEncoder().encodeToString(bytes))));
		}
	}

	@Test
	@Tag("case-86")
	void otherApiV3KeyFailsUntilBothAreConfigured() {
		assertFailed(send(spoilt(NotificationFault.otherApiV3Key())));
		try (RunningApplication changed = RunningApplication.start(stack(), EndpointApplication.class, simulator(),
				"wechatpay.api-v3-key=TheNextApiV3KeyNotInUseYet000000",
				"wechatpay.previous-api-v3-key=" + simulator().merchant().apiV3Key())) {
			assertAcknowledged(changed.send(RawRequest.post(PATH, genuine())));
		}
	}

	@ParameterizedTest
	@Tag("case-88")
	@ValueSource(strings = { "", " ", "null", "[]", "\"x\"", "1", "not json", "{", "{}x", "<xml/>" })
	void plaintextThatIsNoObjectIsMalformed(String plaintext) {
		assertMalformed(sendPlaintext(plaintext));
	}

}
