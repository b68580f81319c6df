package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import io.github.wechatpaycontract.notification.TestNotifications;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link LedgerRetention}.
 */
@Tag("case-116")
class LedgerRetentionTests {

	private static final Duration MONTH = Duration.ofDays(30);

	private final LedgerFixture fixture = new LedgerFixture();

	private final LogCapture log = LogCapture.start(Level.WARN);

	private final LedgerRetention retention = new LedgerRetention(this.fixture.store, this.fixture.executor, MONTH,
			this.fixture.clock);

	@AfterEach
	void close() {
		this.retention.close();
		this.log.stop();
		this.fixture.close();
	}

	@Test
	void repeatedNotificationsAreDeletedAfterTheRetentionAndNoOthers() {
		LedgerInbox inbox = this.fixture.inbox();
		this.fixture.open("code1");
		LedgerFixture.deliver(inbox, LedgerFixture.signed("first", "code1"));
		LedgerFixture.deliver(inbox, LedgerFixture.signed("done", "code1"));
		LedgerFixture.deliver(inbox, TestNotifications.of(LedgerFixture.MCHID, "parked", "NEW", Map.of()));
		this.fixture.clock.advance(MONTH);
		LedgerFixture.deliver(inbox, LedgerFixture.signed("failed", "unknown"));
		assertThat(tidyUp()).isZero();
		this.fixture.clock.advance(Duration.ofSeconds(1));
		assertThat(tidyUp()).isOne();
		assertThat(this.fixture.store.findNotification(LedgerFixture.MCHID, "done")).isEmpty();
		assertThat(this.fixture.notification("first").state()).isEqualTo(State.DONE);
		assertThat(this.fixture.notification("parked").state()).isEqualTo(State.PARKED);
		assertThat(this.fixture.notification("failed").state()).isEqualTo(State.FAILED);
		this.fixture.clock.advance(MONTH.multipliedBy(10));
		assertThat(tidyUp()).isZero();
		assertThat(this.fixture.parked()).hasSize(2);
	}

	@Test
	void factIsNotToldAgainHoweverLateItIsRepeated() {
		LedgerInbox inbox = this.fixture.inbox();
		this.fixture.open("code1");
		LedgerFixture.deliver(inbox, LedgerFixture.signed("first", "code1"));
		this.fixture.clock.advance(MONTH.plusDays(1));
		tidyUp();
		LedgerFixture.deliver(inbox, LedgerFixture.signed("late", "code1"));
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.SIGNED);
		assertThat(this.fixture.handled).hasSize(1);
	}

	@Test
	void failedNotificationThatIsNotSentAgainIsParkedWithAnAlarm() {
		LedgerFixture.deliver(this.fixture.inbox(), LedgerFixture.signed("n1", "unknown"));
		this.fixture.clock.advance(Duration.ofHours(25));
		tidyUp();
		assertThat(this.fixture.parked()).isEmpty();
		this.fixture.clock.advance(Duration.ofSeconds(1));
		tidyUp();
		assertThat(this.fixture.parked()).singleElement().satisfies((parked) -> {
			assertThat(parked.reason()).isEqualTo(ParkReason.UNKNOWN_CONTRACT);
			assertThat(parked.message()).isNotNull();
		});
		assertThat(this.log.messages(Level.ERROR)).singleElement()
			.satisfies((line) -> assertThat(line).contains("1 notifications failed"));
	}

	@Test
	void manyNotificationsAreDeletedInSeveralBatches() {
		Instant now = this.fixture.clock.instant();
		this.fixture.store.<Boolean>inTransaction((transaction) -> {
			for (int i = 0; i < 2_500; i++) {
				transaction.insertNotification(NotificationRecord
					.first(LedgerFixture.signed("n" + i, "code"), TestNotifications.unsigned(), now)
					.done(null, now));
			}
			return true;
		});
		this.fixture.clock.advance(MONTH.plusDays(1));
		assertThat(tidyUp()).isEqualTo(2_500);
	}

	@Test
	void startTidiesUpEveryTenMinutesAndGoesOnWhenTheStoreFails() {
		VirtualTimeScheduler timers = VirtualTimeScheduler.getOrSet();
		CrashingStore store = new CrashingStore(this.fixture.store);
		LedgerFixture.deliver(this.fixture.inbox(), LedgerFixture.signed("n1", "unknown"), Duration.ofDays(1))
			.block(LedgerFixture.LIMIT);
		this.fixture.clock.advance(Duration.ofHours(26));
		try (LedgerRetention started = new LedgerRetention(store, new LedgerExecutor(Runnable::run), MONTH,
				this.fixture.clock)) {
			store.crash();
			started.start();
			started.start();
			timers.advanceTimeBy(Duration.ofMinutes(10));
			assertThat(this.log.messages(Level.WARN)).singleElement()
				.satisfies((line) -> assertThat(line).contains("tried again"));
			store.restart();
			timers.advanceTimeBy(Duration.ofMinutes(10));
			assertThat(this.fixture.parked()).hasSize(1);
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	@Test
	void retentionShorterThanTheLongestScheduleIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> new UpkeepSettings(true, 1, Duration.ofSeconds(1), null, Duration.ofHours(25).minusMillis(1)))
			.withMessageContaining("at least 25 hours");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S", "PT8760H0.001S" })
	void pollIntervalThatIsNoneIsRefused(Duration interval) {
		assertThatIllegalArgumentException().isThrownBy(() -> new UpkeepSettings(true, 1, interval, null, MONTH))
			.withMessage("pollInterval must be positive, and at most 365 days");
	}

	private int tidyUp() {
		return this.retention.tidyUp().block(LedgerFixture.LIMIT);
	}

}
