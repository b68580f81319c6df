package io.github.wechatpaycontract.simulator;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class NotificationTests {

	private static final ObjectMapper JSON = new ObjectMapper();

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.resendDelays(Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(20))
			.notificationTimeout(Duration.ofMillis(500)));

	private final MerchantServer merchant = new MerchantServer();

	private WechatPaySimulator simulator;

	private Notifications notifications;

	private MerchantClient client;

	@BeforeEach
	void prepare() {
		this.simulator = extension.simulator();
		this.notifications = this.simulator.notifications();
		this.client = new MerchantClient(this.simulator);
	}

	@AfterEach
	void stop() {
		this.merchant.close();
	}

	private static <T> T await(CompletableFuture<T> future) throws Exception {
		return future.get(10, TimeUnit.SECONDS);
	}

	private Delivery confirm() throws Exception {
		this.client.open("code1", this.merchant.url());
		return await(this.simulator.confirm("code1"));
	}

	@Test
	void confirmSendsWhatTheSpecificationShows() throws Exception {
		confirm();
		SignedNotification notification = this.merchant.take();
		assertThat(this.client.verifies(notification.headers(), notification.body())).isTrue();
		assertThat(notification.headers().asMap()).containsKeys("Request-ID", "Wechatpay-Timestamp", "Wechatpay-Nonce",
				"Wechatpay-Serial", "Wechatpay-Signature", "Wechatpay-Signature-Type");
		assertThat(notification.headers().all("Content-Type")).containsExactly("application/json");
		JsonNode envelope = JSON.readTree(notification.body());
		assertThat(envelope.get("event_type").asText()).isEqualTo("ENTRUST.SIGN");
		assertThat(envelope.get("resource_type").asText()).isEqualTo("encrypt-resource");
		assertThat(envelope.get("id").asText()).hasSize(36);
		assertThat(envelope.get("create_time").asText()).endsWith("+08:00");
		assertThat(envelope.at("/resource/original_type").asText()).isEqualTo("entrust");
		assertThat(envelope.at("/resource/algorithm").asText()).isEqualTo("AEAD_AES_256_GCM");
		assertThat(envelope.at("/resource/nonce").asText()).hasSize(12);
		JsonNode resource = JSON.readTree(this.client.decrypt(notification.body()));
		JsonNode expected = JSON.readTree(Vectors.find("notifications", "N1").get("plaintext").asText());
		assertThat(resource.properties()).extracting((member) -> member.getKey())
			.containsExactlyElementsOf(expected.properties().stream().map((member) -> member.getKey()).toList());
		assertThat(resource.get("contract_state").asText()).isEqualTo("SIGNED");
		assertThat(resource.get("out_contract_code").asText()).isEqualTo("code1");
		assertThat(resource.get("contract_id").asText())
			.isEqualTo(this.simulator.session("code1").orElseThrow().contractId());
	}

	@Test
	void deliverWhenRefusedSendsAgainSignedAnewWithTheSameId() throws Exception {
		this.merchant.answer(500, 401, 204);
		Delivery last = confirm();
		assertThat(last.attempt()).isEqualTo(3);
		assertThat(last.isAcknowledged()).isTrue();
		assertThat(this.simulator.deliveries()).extracting(Delivery::status).containsExactly(500, 401, 204);
		List<SignedNotification> sent = List.of(this.merchant.take(), this.merchant.take(), this.merchant.take());
		assertThat(sent).allMatch((copy) -> this.client.verifies(copy.headers(), copy.body()));
		assertThat(sent).extracting((copy) -> copy.headers().first("Wechatpay-Nonce")).doesNotHaveDuplicates();
		assertThat(sent).extracting((copy) -> JSON.readTree(copy.body()).get("id").asText())
			.containsOnly(last.notificationId());
	}

	@Test
	void deliverWhenAlwaysRefusedGivesUpAfterTheLastDelay() throws Exception {
		this.merchant.answer(500, 500, 500, 500, 204);
		Delivery last = confirm();
		assertThat(last.attempt()).isEqualTo(4);
		assertThat(last.isAcknowledged()).isFalse();
		assertThat(this.merchant.waiting()).isEqualTo(4);
	}

	@Test
	void deliverWhenAnswerIsRedirectDoesNotFollow() throws Exception {
		this.merchant.answer(302, 204);
		assertThat(confirm().attempt()).isEqualTo(2);
		assertThat(this.simulator.deliveries()).extracting(Delivery::status).containsExactly(302, 204);
	}

	@Test
	void sendWhenNobodyAnswersReportsTheFailure() throws Exception {
		try (ServerSocket silent = new ServerSocket(0)) {
			Delivery delivery = await(this.notifications.send(NotificationDraft.builder()
				.target(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/notify"))
				.build()));
			assertThat(delivery.status()).isNull();
			assertThat(delivery.failure()).isEqualTo("No answer within PT0.5S");
		}
		Delivery refused = await(this.notifications
			.send(NotificationDraft.builder().target(URI.create("http://127.0.0.1:1/x")).build()));
		assertThat(refused.failure()).contains("refused");
		assertThat(this.simulator.deliveries()).hasSize(2);
	}

	@Test
	void nextSpoilsTheAttemptsOfAConfirmedContract() throws Exception {
		this.merchant.answer(401, 401, 204);
		this.notifications.next(NotificationFault.probe(), NotificationFault.none(), NotificationFault.stale());
		confirm();
		assertThat(this.simulator.deliveries()).extracting(Delivery::fault).containsExactly("probe", "none", "stale");
		assertThat(this.merchant.take().headers().first("Wechatpay-Signature").orElse(""))
			.startsWith("WECHATPAY/SIGNTEST/");
	}

	@Test
	void deliverSpoilsOnlyTheFirstAttempt() throws Exception {
		this.merchant.answer(401);
		await(this.notifications.deliver(NotificationDraft.builder()
			.target(this.merchant.url())
			.fault(NotificationFault.wrongSignature())
			.build()));
		assertThat(this.simulator.deliveries()).extracting(Delivery::fault).containsExactly("wrong-signature", "none");
	}

	@Test
	void sendWhenSeveralCopiesSendsEachSignedForItself() throws Exception {
		confirm();
		this.merchant.take();
		List<Delivery> copies = await(this.notifications.send(this.notifications.draftOf("code1").build(), 20));
		assertThat(copies).hasSize(20).allMatch(Delivery::isAcknowledged);
		assertThat(copies).extracting(Delivery::notificationId)
			.containsOnly(this.simulator.session("code1").orElseThrow().notificationId());
		assertThat(this.merchant.waiting()).isEqualTo(20);
	}

	@Test
	void draftOfWhenNotSignedFails() {
		this.client.open("code1");
		assertThatIllegalStateException().isThrownBy(() -> this.notifications.draftOf("code1"))
			.withMessageContaining("OPEN");
	}

	@Test
	void sendWhenDraftHasNoTargetFails() {
		NotificationDraft draft = NotificationDraft.builder().build();
		List<ThrowingCallable> calls = List.of(() -> this.notifications.send(draft),
				() -> this.notifications.send(draft, 2), () -> this.notifications.deliver(draft));
		for (ThrowingCallable call : calls) {
			assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining("target");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void sendWhenThereIsNotOneCopyFails(int copies) {
		NotificationDraft draft = NotificationDraft.builder().target(this.merchant.url()).build();
		assertThatIllegalArgumentException().isThrownBy(() -> this.notifications.send(draft, copies));
	}

	@Test
	void buildCarriesWhatTheDraftSays() throws Exception {
		SignedNotification built = this.notifications.build(NotificationDraft.builder()
			.id("id1")
			.eventType("X.Y")
			.originalType("o")
			.resourceType("r")
			.summary("s")
			.algorithm("NONE")
			.associatedData(null)
			.plaintext("not json")
			.build());
		assertThat(this.client.verifies(built.headers(), built.body())).isTrue();
		assertThat(this.client.decrypt(built.body())).isEqualTo("not json");
		JsonNode envelope = JSON.readTree(built.body());
		assertThat(envelope.get("id").asText()).isEqualTo("id1");
		assertThat(envelope.at("/resource/associated_data").isMissingNode()).isTrue();
		assertThat(envelope.at("/resource/algorithm").asText()).isEqualTo("NONE");
		assertThat(built.toString()).doesNotContain("id1");
	}

	@Test
	void buildWhenEnvelopeIsGivenSignsItAsItIs() {
		byte[] odd = { 0, (byte) 0xff, '{' };
		SignedNotification built = this.notifications.build(NotificationDraft.builder().envelope(odd).build());
		assertThat(built.body()).isEqualTo(odd);
		assertThat(this.client.verifies(built.headers(), odd)).isTrue();
		SignedNotification signed = this.notifications.sign("[]");
		assertThat(this.client.verifies(signed.headers(), "[]".getBytes(StandardCharsets.UTF_8))).isTrue();
		assertThat(this.client.verifies(signed.headers(), signed.withBody(odd).body())).isFalse();
		assertThat(signed.withHeader("wechatpay-nonce").headers().first("Wechatpay-Nonce")).isEmpty();
	}

	private SignedNotification built(NotificationFault fault) {
		return this.notifications.build(NotificationDraft.builder().fault(fault).build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "bit-flip", "tampered-body", "probe", "probe-overwritten", "wrong-signature",
			"unknown-serial" })
	void faultBreaksTheSignature(String name) {
		SignedNotification notification = built(NotificationFault.named(name));
		assertThat(notification.headers().all("Wechatpay-Signature")).hasSize(1);
		assertThat(this.client.verifies(notification.headers(), notification.body())).isFalse();
	}

	@Test
	void bitFlipFlipsOneBit() {
		byte[] envelope = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
		for (int bit = 0; bit < envelope.length * 8; bit++) {
			byte[] sent = this.notifications
				.build(NotificationDraft.builder().envelope(envelope).fault(NotificationFault.bitFlip(bit)).build())
				.body();
			int differing = 0;
			for (int i = 0; i < envelope.length; i++) {
				differing += Integer.bitCount((sent[i] ^ envelope[i]) & 0xff);
			}
			assertThat(differing).isEqualTo(1);
		}
	}

	@Test
	void staleAndEarlyAreOtherwiseRight() {
		for (String name : new String[] { "stale", "early" }) {
			SignedNotification notification = built(NotificationFault.named(name));
			long timestamp = Long.parseLong(notification.headers().first("Wechatpay-Timestamp").orElseThrow());
			assertThat(Math.abs(Instant.now().getEpochSecond() - timestamp)).isBetween(296L, 306L);
			assertThat(this.client.verifies(notification.headers(), notification.body())).isTrue();
		}
	}

	@Test
	void noHeadersAndRepeatedSignatureAndHeaderChangeTheFields() {
		assertThat(built(NotificationFault.noHeaders()).headers().names())
			.noneMatch((name) -> name.startsWith("Wechatpay-"));
		assertThat(built(NotificationFault.repeatedSignature()).headers().all("Wechatpay-Signature")).hasSize(2)
			.doesNotHaveDuplicates();
		assertThat(built(NotificationFault.header("Wechatpay-Nonce", "a", "b")).headers().all("Wechatpay-Nonce"))
			.containsExactly("a", "b");
		assertThat(built(NotificationFault.serial("ABC").and(NotificationFault.header("X", "y"))).headers().asMap())
			.containsEntry("wechatpay-serial", List.of("ABC"))
			.containsEntry("x", List.of("y"));
	}

	@Test
	void otherApiV3KeyIsSignedButCannotBeDecrypted() {
		SignedNotification notification = built(NotificationFault.otherApiV3Key());
		assertThat(this.client.verifies(notification.headers(), notification.body())).isTrue();
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> this.client.decrypt(notification.body()));
	}

	@Test
	void namedWhenUnknownSaysWhichThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> NotificationFault.named("x"))
			.withMessageContaining("bit-flip");
		assertThat(NotificationFault.names()).contains("none", "no-headers", "other-api-v3-key");
	}

	@Test
	void sendWhenGivenSignedBytesSendsThemAsTheyAre() throws Exception {
		SignedNotification notification = this.notifications.sign("{}").withHeader("X-Twice", "a", "b");
		assertThat(await(this.notifications.send(notification, this.merchant.url())).isAcknowledged()).isTrue();
		SignedNotification received = this.merchant.take();
		assertThat(Arrays.equals(received.body(), notification.body())).isTrue();
		assertThat(received.headers().all("x-twice")).containsExactly("a", "b");
		assertThat(received.headers().all("user-agent")).containsExactly("Mozilla/4.0");
	}

	@Test
	void resetStopsResends() {
		this.merchant.answer(500, 500, 500, 500);
		try (WechatPaySimulator patient = WechatPaySimulator.builder().merchant(Vectors.merchant()).start()) {
			CompletableFuture<Delivery> delivered = patient.notifications()
				.deliver(NotificationDraft.builder().target(this.merchant.url()).build());
			patient.reset();
			assertThat(delivered).isCancelled();
		}
	}

}
