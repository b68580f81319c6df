package io.github.wechatpaycontract.notification;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.contract.ContractTerminationMode;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link NotificationVerifier}: what the decrypted resource says.
 */
class ContractNotificationTests extends AbstractNotificationVerifierTests {

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

}
