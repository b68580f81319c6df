package io.github.wechatpaycontract.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.wechatpaycontract.ledger.LedgerSettings.UnknownContracts;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LedgerInbox}: handlers and stores that fail or take too long.
 */
class LedgerInboxFailureTests extends AbstractLedgerInboxTests {

	static Stream<Throwable> failures() {
		return Stream.of(new Exception("checked"), new IllegalStateException("unchecked"), new AssertionError("error"),
				new OutOfMemoryError("not really"), new StackOverflowError(), new NoClassDefFoundError("a/B"));
	}

	@ParameterizedTest
	@MethodSource("failures")
	@Tag("case-105")
	@Tag("case-106")
	void handlerThatThrowsAnythingLeavesNoHalfEffectAndIsCounted(Throwable failure) {
		ContractRecord before = this.fixture.open("code1");
		this.fixture.handler = (notification) -> sneak(failure);
		assertThat(deliver(LedgerFixture.signed("n1", "code1"))).isEqualTo(NotificationAnswer.FAILED);
		assertThat(this.fixture.contract("code1")).isEqualTo(before);
		assertThat(this.fixture.notification("n1").state()).isEqualTo(State.FAILED);
		assertThat(this.fixture.notification("n1").attempts()).isOne();
		this.fixture.handler = this.fixture.handled::add;
		assertThat(deliver(LedgerFixture.signed("n1", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
		assertThat(this.fixture.notification("n1").attempts()).isEqualTo(2);
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> void sneak(Throwable failure) throws X {
		throw (X) failure;
	}

	@Test
	@Tag("case-106")
	void storeThatCannotCommitIsNotAcknowledged() {
		CrashingStore store = new CrashingStore(this.fixture.store);
		LedgerFixture other = new LedgerFixture(store, URI.create("http://127.0.0.1:1"), new LedgerExecutor(2));
		this.fixture.open("code1");
		store.arm(CrashingStore.Crash.BEFORE_COMMIT);
		assertThat(LedgerFixture.deliver(other.inbox(), LedgerFixture.signed("n1", "code1")))
			.isEqualTo(NotificationAnswer.FAILED);
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
		other.close();
	}

	@Test
	@Tag("case-107")
	void handlerThatSleepsIsInterruptedAndHasNoEffect() {
		this.fixture.open("code1");
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		CountDownLatch never = new CountDownLatch(1);
		this.fixture.handler = (notification) -> {
			try {
				never.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				interrupted.complete(true);
				throw ex;
			}
		};
		assertThat(LedgerFixture.deliver(this.inbox, LedgerFixture.signed("n1", "code1"), Duration.ofMillis(200))
			.block(LIMIT)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(interrupted).succeedsWithin(LIMIT);
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
		this.fixture.handler = this.fixture.handled::add;
		assertThat(deliver(LedgerFixture.signed("n1", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.handled).hasSize(1);
	}

	@Test
	@Tag("case-107")
	void handlerAfterACommitThatFailedIsInterruptedAndHasNoEffect() {
		CrashingStore store = new CrashingStore(this.fixture.store);
		LedgerFixture other = new LedgerFixture(store, URI.create("http://127.0.0.1:1"), new LedgerExecutor(2));
		store.meet(() -> this.fixture.open("code1"));
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		CountDownLatch never = new CountDownLatch(1);
		other.handler = (notification) -> {
			try {
				never.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				interrupted.complete(true);
				throw ex;
			}
		};
		assertThat(LedgerFixture.deliver(other.inbox(), LedgerFixture.signed("n1", "code1"), Duration.ofMillis(200))
			.block(LIMIT)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(interrupted).succeedsWithin(LIMIT);
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
		other.close();
	}

	@Test
	@Tag("case-107")
	void handlerThatIgnoresInterruptsAndReturnsLateHasNoEffect() {
		this.fixture.open("code1");
		CountDownLatch given = new CountDownLatch(1);
		CompletableFuture<Boolean> returned = new CompletableFuture<>();
		this.fixture.handler = (notification) -> {
			awaitIgnoringInterrupts(given);
			returned.complete(Thread.currentThread().isInterrupted());
		};
		assertThat(LedgerFixture.deliver(this.inbox, LedgerFixture.signed("n1", "code1"), Duration.ofMillis(200))
			.block(LIMIT)).isEqualTo(NotificationAnswer.FAILED);
		this.fixture.handler = this.fixture.handled::add;
		CompletableFuture<NotificationAnswer> second = LedgerFixture
			.deliver(this.inbox, LedgerFixture.signed("n1", "code1"), LIMIT)
			.toFuture();
		given.countDown();
		assertThat(returned).succeedsWithin(LIMIT);
		assertThat(second).succeedsWithin(LIMIT).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.handled).hasSize(1);
		assertThat(this.fixture.notification("n1").state()).isEqualTo(State.DONE);
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
	}

	private static void awaitIgnoringInterrupts(CountDownLatch latch) {
		long end = System.nanoTime() + LIMIT.toNanos();
		while (System.nanoTime() < end) {
			try {
				if (latch.await(100, TimeUnit.MILLISECONDS)) {
					return;
				}
			}
			catch (InterruptedException ex) {
				// ignored on purpose
			}
		}
	}

	@Test
	@Tag("case-107")
	void effectWhoseTimeWasOverInTheQueueNeverRuns() {
		ThreadPoolExecutor single = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
		single.allowCoreThreadTimeOut(true);
		LedgerFixture small = new LedgerFixture(this.fixture.store, URI.create("http://127.0.0.1:1"),
				new LedgerExecutor(single));
		this.fixture.open("code1");
		CountDownLatch busy = new CountDownLatch(1);
		small.executor.call(() -> busy.await(10, TimeUnit.SECONDS)).subscribe();
		assertThat(LedgerFixture.deliver(small.inbox(), LedgerFixture.signed("n1", "code1"), Duration.ofMillis(100))
			.block(LIMIT)).isEqualTo(NotificationAnswer.FAILED);
		busy.countDown();
		assertThat(small.executor.call(() -> true).block(LIMIT)).isTrue();
		assertThat(small.handled).isEmpty();
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
		small.close();
	}

	@Test
	@Tag("case-105")
	void failedAttemptNeverOverwritesAnEffectCommittedMeanwhile() throws Exception {
		this.fixture.open("code1");
		this.fixture.handler = (notification) -> {
			throw new IllegalStateException("first");
		};
		deliver(LedgerFixture.signed("n1", "code1"));
		this.fixture.handler = this.fixture.handled::add;
		CountDownLatch read = new CountDownLatch(1);
		CountDownLatch committed = new CountDownLatch(1);
		CompletableFuture<Void> slow = CompletableFuture
			.runAsync(() -> this.fixture.store.<Boolean>inTransaction((transaction) -> {
				NotificationRecord stale = transaction.findNotification(LedgerFixture.MCHID, "n1").orElseThrow();
				read.countDown();
				awaitIgnoringInterrupts(committed);
				transaction.updateNotification(stale.failed(null));
				return true;
			}));
		assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
		deliver(LedgerFixture.signed("n1", "code1"));
		committed.countDown();
		assertThat(slow).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(LedgerConflictException.class);
		assertThat(this.fixture.notification("n1").state()).isEqualTo(State.DONE);
		deliver(LedgerFixture.signed("n2", "code1"));
		assertThat(this.fixture.handled).hasSize(1);
	}

	@Test
	@Tag("case-118")
	void handlerThatFailsAfterTheGraceIsNotParkedAsUnknown() {
		ContractNotification notification = LedgerFixture.signed("n1", "code1");
		LedgerInbox impatient = this.fixture.inbox(new LedgerSettings(UnknownContracts.PARK, false, 3));
		LedgerFixture.deliver(impatient, notification);
		this.fixture.open("code1");
		this.fixture.handler = (ignored) -> {
			throw new IllegalStateException("not yet");
		};
		LedgerFixture.deliver(impatient, notification);
		assertThat(this.fixture.notification("n1").attempts()).isEqualTo(2);
		assertThat(this.fixture.notification("n1").reason()).isNull();
	}

	@Test
	@Tag("case-118")
	void poisonIsParkedAfterSixteenFailuresAndOthersAreUnaffected() {
		this.fixture.open("poison");
		this.fixture.handler = (notification) -> {
			if (notification.outContractCode().equals("poison")) {
				throw new IllegalStateException("poison");
			}
			this.fixture.handled.add(notification);
		};
		for (int attempt = 1; attempt <= 15; attempt++) {
			assertThat(deliver(LedgerFixture.signed("n1", "poison"))).isEqualTo(NotificationAnswer.FAILED);
			this.fixture.open("code" + attempt);
			assertThat(deliver(LedgerFixture.signed("m" + attempt, "code" + attempt)))
				.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(deliver(LedgerFixture.signed("n1", "poison"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(deliver(LedgerFixture.signed("n1", "poison"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.parked()).singleElement().satisfies((parked) -> {
			assertThat(parked.reason()).isEqualTo(ParkReason.FAILED_REPEATEDLY);
			assertThat(parked.attempts()).isEqualTo(16);
		});
		assertThat(this.fixture.contract("poison").state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.fixture.handled).hasSize(15);
	}

}
