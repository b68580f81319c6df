package io.github.wechatpaycontract.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

@Timeout(60)
class SimulatorClockTests {

	private static final SimulatedMerchant MERCHANT = Vectors.merchant();

	private final MerchantServer merchant = new MerchantServer();

	private WechatPaySimulator simulator = WechatPaySimulator.builder().merchant(MERCHANT).start();

	private MerchantClient client = new MerchantClient(this.simulator);

	@AfterEach
	void stop() {
		this.simulator.close();
		this.merchant.close();
	}

	private void restart(WechatPaySimulatorBuilder settings, Clock clientClock) {
		this.simulator.close();
		this.simulator = settings.merchant(MERCHANT).start();
		this.client = new MerchantClient(this.simulator.baseUrl(), MERCHANT, clientClock);
	}

	private CompletableFuture<Delivery> confirm(String code) {
		assertThat(this.client.open(code, this.merchant.url()).status()).isEqualTo(200);
		return this.simulator.confirm(code);
	}

	private void advance(Duration duration) throws Exception {
		this.simulator.clock().advance(duration).get(30, TimeUnit.SECONDS);
	}

	private void awaitFirstAttempt() throws Exception {
		this.merchant.take();
		advance(Duration.ZERO);
	}

	@Test
	void advanceEndsSessions() throws Exception {
		this.client.open("code1");
		advance(Duration.ofMinutes(119));
		assertThat(this.simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.OPEN);
		advance(Duration.ofMinutes(1));
		assertThat(this.simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.EXPIRED);
	}

	@Test
	void advanceWhenNothingIsDueArrivesAtOnce() {
		assertThat(this.simulator.clock().advance(Duration.ofHours(2))).isDone();
		assertThat(this.simulator.clock().moved()).isEqualTo(Duration.ofHours(2));
		assertThat(this.simulator.clock().instant()).isCloseTo(Instant.now().plus(Duration.ofHours(2)),
				within(Duration.ofSeconds(10)));
	}

	@Test
	void signaturesStayWithTheClientsClock() throws Exception {
		advance(Duration.ofDays(3));
		MerchantClient.Answered answer = this.client.open("code1", this.merchant.url());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(signatureTime(answer.headers())).isCloseTo(Instant.now(), within(Duration.ofSeconds(10)));
		this.simulator.confirm("code1").get(10, TimeUnit.SECONDS);
		assertThat(signatureTime(this.merchant.take().headers())).isCloseTo(Instant.now(),
				within(Duration.ofSeconds(10)));
	}

	@Test
	void clientsShareClockMovesSignatures() throws Exception {
		restart(WechatPaySimulator.builder().clientsShareClock(true), Clock.systemUTC());
		advance(Duration.ofDays(3));
		MerchantClient sharing = new MerchantClient(this.simulator.baseUrl(), MERCHANT, this.simulator.clock());
		MerchantClient.Answered answer = sharing.open("code1");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(signatureTime(answer.headers())).isCloseTo(this.simulator.clock().instant(),
				within(Duration.ofSeconds(10)));
		assertThat(this.client.open("code2").status()).isEqualTo(401);
	}

	private static Instant signatureTime(HeaderFields headers) {
		return Instant.ofEpochSecond(Long.parseLong(headers.first("Wechatpay-Timestamp").orElseThrow()));
	}

	@Test
	void advanceSendsAgainWhatFellDueAtItsTime() throws Exception {
		this.merchant.answer(500, 500, 500, 204);
		CompletableFuture<Delivery> delivered = confirm("code1");
		awaitFirstAttempt();
		Instant signed = this.simulator.session("code1").orElseThrow().signedAt();
		advance(Duration.ofSeconds(16));
		assertThat(this.simulator.deliveries()).extracting(Delivery::status).containsExactly(500, 500);
		assertThat(delivered).isNotDone();
		advance(Duration.ofHours(1));
		assertThat(delivered.join().attempt()).isEqualTo(4);
		assertThat(this.simulator.deliveries()).extracting((delivery) -> secondsBetween(signed, delivery.sentAt()))
			.containsExactly(0L, 15L, 30L, 60L);
		assertThat(this.simulator.notifications().pending()).isEmpty();
	}

	@Test
	void advanceByTheWholeScheduleSendsAllOfIt() throws Exception {
		this.merchant.answer(500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500);
		CompletableFuture<Delivery> delivered = confirm("code1");
		advance(Duration.ofHours(24).plusMinutes(4));
		assertThat(delivered.join().attempt()).isEqualTo(16);
		assertThat(delivered.join().isAcknowledged()).isFalse();
		assertThat(this.merchant.waiting()).isEqualTo(16);
	}

	@Test
	void advanceSendsWhatIsDueOfAllContractsInOrder() throws Exception {
		restart(WechatPaySimulator.builder().resendDelays(Duration.ofSeconds(100), Duration.ofSeconds(100)),
				Clock.systemUTC());
		this.merchant.answer(500, 500, 500, 500);
		confirm("code1");
		awaitFirstAttempt();
		advance(Duration.ofSeconds(40));
		confirm("code2");
		awaitFirstAttempt();
		advance(Duration.ofSeconds(200));
		String first = this.simulator.session("code1").orElseThrow().notificationId();
		String second = this.simulator.session("code2").orElseThrow().notificationId();
		assertThat(this.simulator.deliveries()).extracting(Delivery::notificationId)
			.containsExactly(first, second, first, second, first, second);
	}

	@Test
	void pendingTellsWhenTheNextAttemptIsDue() throws Exception {
		this.merchant.answer(500, 500);
		confirm("code1");
		awaitFirstAttempt();
		Instant signed = this.simulator.session("code1").orElseThrow().signedAt();
		assertThat(this.simulator.notifications().pending()).singleElement().satisfies((pending) -> {
			assertThat(pending.notificationId())
				.isEqualTo(this.simulator.session("code1").orElseThrow().notificationId());
			assertThat(pending.outContractCode()).isEqualTo("code1");
			assertThat(pending.mchid()).isEqualTo(MERCHANT.mchid());
			assertThat(pending.eventType()).isEqualTo("ENTRUST.SIGN");
			assertThat(pending.target()).isEqualTo(this.merchant.url());
			assertThat(pending.attempt()).isEqualTo(2);
			assertThat(secondsBetween(signed, pending.nextAttemptAt())).isEqualTo(15);
		});
		advance(Duration.ofSeconds(15));
		assertThat(this.simulator.notifications().pending()).singleElement().satisfies((pending) -> {
			assertThat(pending.attempt()).isEqualTo(3);
			assertThat(secondsBetween(signed, pending.nextAttemptAt())).isEqualTo(30);
		});
	}

	@Test
	void pendingOfANotificationOfNoContractHasNoNumber() throws Exception {
		this.merchant.answer(500);
		this.simulator.notifications().deliver(NotificationDraft.builder().target(this.merchant.url()).build());
		awaitFirstAttempt();
		assertThat(this.simulator.notifications().pending()).extracting(PendingNotification::outContractCode)
			.containsOnlyNulls();
	}

	@Test
	void notificationDelayFollowsTheClock() throws Exception {
		restart(WechatPaySimulator.builder().notificationDelay(Duration.ofHours(1)), Clock.systemUTC());
		CompletableFuture<Delivery> delivered = confirm("code1");
		advance(Duration.ofMinutes(59));
		assertThat(this.merchant.waiting()).isZero();
		assertThat(this.simulator.notifications().pending()).extracting(PendingNotification::attempt)
			.containsExactly(1);
		advance(Duration.ofMinutes(1));
		assertThat(delivered).isCompletedWithValueMatching(Delivery::isAcknowledged);
	}

	@Test
	void educationScheduleBeginsAfterASecond() throws Exception {
		restart(WechatPaySimulator.builder().clock(new MutableClock()).resendSchedule(ResendSchedule.education()),
				new MutableClock());
		CompletableFuture<Delivery> delivered = confirm("code1");
		assertThat(delivered).isNotDone();
		advance(Duration.ofSeconds(1));
		assertThat(delivered).isCompletedWithValueMatching(Delivery::isAcknowledged);
	}

	@Test
	void clockOfOnesOwnThatStandsStillSendsNothingUntilMoved() throws Exception {
		MutableClock own = new MutableClock();
		restart(WechatPaySimulator.builder().clock(own).resendDelays(Duration.ofMillis(20)), own);
		this.merchant.answer(500);
		CompletableFuture<Delivery> delivered = confirm("code1");
		awaitFirstAttempt();
		assertThat(this.simulator.notifications().pending()).hasSize(1);
		own.advance(Duration.ofMillis(20));
		advance(Duration.ZERO);
		assertThat(delivered.get(10, TimeUnit.SECONDS).attempt()).isEqualTo(2);
	}

	@Test
	void resendComesByItselfWhenTheClockRuns() throws Exception {
		restart(WechatPaySimulator.builder().resendDelays(Duration.ofMillis(50)), Clock.systemUTC());
		this.merchant.answer(500);
		assertThat(confirm("code1").get(10, TimeUnit.SECONDS).attempt()).isEqualTo(2);
		List<Delivery> deliveries = this.simulator.deliveries();
		assertThat(Duration.between(deliveries.get(0).sentAt(), deliveries.get(1).sentAt()))
			.isGreaterThanOrEqualTo(Duration.ofMillis(40));
	}

	@Test
	void resetTakesMovesBackAndForgetsWhatWaits() throws Exception {
		this.merchant.answer(500);
		confirm("code1");
		awaitFirstAttempt();
		advance(Duration.ofSeconds(10));
		this.simulator.reset();
		assertThat(this.simulator.clock().moved()).isZero();
		assertThat(this.simulator.notifications().pending()).isEmpty();
		advance(Duration.ofDays(2));
		assertThat(this.merchant.waiting()).isZero();
	}

	@Test
	void advanceWhenBackwardsFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.simulator.clock().advance(Duration.ofSeconds(-1)))
			.withMessageContaining("PT-1S");
	}

	@Test
	void advanceWhenTooFarFailsAndDoesNotMove() throws Exception {
		advance(Duration.ofDays(36_000));
		assertThatIllegalArgumentException().isThrownBy(() -> this.simulator.clock().advance(Duration.ofDays(501)))
			.withMessageContaining("36500 days");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.simulator.clock().advance(Duration.ofSeconds(Long.MAX_VALUE)));
		assertThat(this.simulator.clock().moved()).isEqualTo(Duration.ofDays(36_000));
		assertThat(this.client.open("code1").status()).isEqualTo(200);
	}

	@Test
	void withZoneMovesAlong() throws Exception {
		assertThat(this.simulator.clock().getZone()).isEqualTo(ZoneOffset.UTC);
		Clock beijing = this.simulator.clock().withZone(ZoneId.of("Asia/Shanghai"));
		advance(Duration.ofDays(1));
		assertThat(beijing.getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
		assertThat(beijing.instant()).isCloseTo(this.simulator.clock().instant(), within(Duration.ofSeconds(10)));
	}

	/**
	 * Whole seconds: the real clock runs on underneath.
	 */
	private static long secondsBetween(Instant start, Instant end) {
		return Duration.between(start, end).toSeconds();
	}

}
