package io.github.wechatpaycontract.notification;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.contract.ContractTerminationMode;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Rejection;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Vectors N1 to N9 through {@link NotificationVerifier}.
 */
class NotificationVectorsTests {

	static Stream<String> vectors() {
		return Vectors.ids("notifications");
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void verifyWhenGivenVectorDecidesAsStated(String id) throws IOException {
		JsonNode vector = Vectors.find("notifications", id);
		NotificationResult result = verify(TestPlatform.mixedMerchant(), vector);
		switch (vector.get("expect").textValue()) {
			case "VALID" -> {
				ContractNotification notification = ((Verified) result).notification();
				JsonNode envelope = new ObjectMapper().readTree(vector.get("body").textValue());
				assertThat(notification.id()).isEqualTo(envelope.get("id").textValue());
				assertThat(notification.eventType()).isEqualTo(envelope.get("event_type").textValue());
				assertThat(notification.summary()).contains(envelope.get("summary").textValue());
				assertThat(notification.createTime())
					.contains(OffsetDateTime.parse(envelope.get("create_time").textValue()));
				JsonNode plaintext = new ObjectMapper().readTree(vector.get("plaintext").textValue());
				JsonNode raw = new ObjectMapper().valueToTree(notification.raw());
				assertThat(raw.toString()).isEqualTo(plaintext.toString());
			}
			case "STALE" -> assertRejected(result, Rejection.NOT_AUTHENTIC, SignatureFailure.STALE);
			case "INVALID" -> assertRejected(result, Rejection.NOT_AUTHENTIC, SignatureFailure.PROBE);
			case "DECRYPT_FAILED" -> assertRejected(result, Rejection.NOT_DECRYPTABLE, null);
			default -> throw new AssertionError(id);
		}
	}

	@Test
	void verifyWhenN1ReadsASigning() {
		ContractNotification n1 = verified(TestPlatform.merchant(), "N1");
		assertThat(n1.kind()).isEqualTo(NotificationKind.SIGNED);
		assertThat(n1.outContractCode()).isEqualTo("wxwtdk20200910100000");
		assertThat(n1.contractId()).contains("123124412412423431");
		assertThat(n1.resource()).isEqualTo(new ContractNotificationResource("1900000109", null, "wxd678efh567hg6787",
				null, "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", null, 12535L, null, "wxwtdk20200910100000", "123124412412423431",
				"微信代扣用户A", ContractState.SIGNED, "SIGNED", OffsetDateTime.parse("2024-08-29T10:53:19+08:00"), null,
				null, null, null, null, null));
		assertThat(n1.toString() + n1.resource()).doesNotContain("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "微信代扣用户A");
	}

	@Test
	void verifyWhenN2ReadsATermination() {
		ContractNotification n2 = verified(TestPlatform.merchant(), "N2");
		assertThat(n2.kind()).isEqualTo(NotificationKind.TERMINATED);
		assertThat(n2.resource().state()).isEqualTo(ContractState.TERMINATED);
		assertThat(n2.resource().terminationMode()).isEqualTo(ContractTerminationMode.USER_TERMINATE);
		assertThat(n2.resource().terminationModeText()).isEqualTo("USER_TERMINATE");
		assertThat(n2.resource().terminatedTime()).isNotNull();
	}

	@Test
	void verifyWhenN3IsSignedWithTheCertificateNeedsTheMixedRing() {
		ContractNotification n3 = verified(TestPlatform.mixedMerchant(), "N3");
		assertThat(n3.kind()).isEqualTo(NotificationKind.SIGNED);
		assertThat(n3.resource().planId()).isEqualTo(12535);
		assertThat(n3.resource().serviceId()).isNull();
		assertRejected(verify(TestPlatform.merchant(), Vectors.find("notifications", "N3")), Rejection.NOT_AUTHENTIC,
				SignatureFailure.UNKNOWN_SERIAL);
	}

	@Test
	void verifyWhenN4HasAnUnknownEventDecidesByState() {
		ContractNotification n4 = verified(TestPlatform.merchant(), "N4");
		assertThat(n4.kind()).isEqualTo(NotificationKind.SIGNED);
	}

	@Test
	void verifyWhenN5IsPrettyPrintedHoldsOnTheRawBytesOnly() throws IOException {
		assertThat(verified(TestPlatform.merchant(), "N5").kind()).isEqualTo(NotificationKind.SIGNED);
		TestMessage message = Vectors.message(Vectors.find("notifications", "N5"));
		TestMessage compact = message.withBody(new ObjectMapper().readTree(message.body()).toString());
		NotificationResult result = new NotificationVerifier(TestPlatform.merchant(), TestPlatform.CLOCK,
				TestPlatform.SKEW, Map.of())
			.verify(compact::header, compact.body());
		assertRejected(result, Rejection.NOT_AUTHENTIC, SignatureFailure.MISMATCH);
	}

	@Test
	@Tag("case-86")
	void verifyWhenN8IsEncryptedWithAnotherKeyCanBeOpenedOnceThatIsKnown() {
		JsonNode n8 = Vectors.find("notifications", "N8");
		Rejected rejected = (Rejected) verify(TestPlatform.merchant(), n8);
		assertRejected(rejected, Rejection.NOT_DECRYPTABLE, null);
		assertThat(rejected.reason()).isEqualTo("not_decryptable");
		assertThat(rejected.detail()).contains("APIv3 key").doesNotContain(TestPlatform.API_V3_KEY);
	}

	@Test
	void verifyWhenN9IsTheSelfTestIsOther() {
		ContractNotification n9 = verified(TestPlatform.merchant(), "N9");
		assertThat(n9.kind()).isEqualTo(NotificationKind.OTHER);
		assertThat(n9.raw()).isEqualTo(Map.of("echo_message", "hello"));
		assertThat(n9.contractId()).isEmpty();
	}

	private static ContractNotification verified(Merchant merchant, String id) {
		return ((Verified) verify(merchant, Vectors.find("notifications", id))).notification();
	}

	private static NotificationResult verify(Merchant merchant, JsonNode vector) {
		TestMessage message = Vectors.message(vector);
		Clock clock = Clock.fixed(Instant.ofEpochSecond(vector.get("clock_epoch_second").longValue()), ZoneOffset.UTC);
		return new NotificationVerifier(merchant, clock, Duration.ofSeconds(300), Map.of()).verify(message::header,
				message.body());
	}

	private static void assertRejected(NotificationResult result, Rejection rejection,
			@Nullable SignatureFailure failure) {
		assertThat(result).isInstanceOfSatisfying(Rejected.class, (rejected) -> {
			assertThat(rejected.rejection()).isEqualTo(rejection);
			assertThat(rejected.signatureFailure()).isEqualTo(failure);
		});
	}

}
