package io.github.wechatpaycontract.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.ledger.ContractEvent.Source;
import io.github.wechatpaycontract.ledger.LedgerSettings.UnknownContracts;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationMessage;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.notification.TestNotifications;
import io.github.wechatpaycontract.registry.MerchantDefinition;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LedgerInbox}.
 */
class LedgerInboxTests {

	private static final Duration LIMIT = LedgerFixture.LIMIT;

	private static final String REAL = "wxwtdk20200910100000";

	private final LedgerFixture fixture = new LedgerFixture();

	private final LogCapture log = LogCapture.start(Level.TRACE);

	private final LedgerInbox inbox = this.fixture.inbox();

	@AfterEach
	void close() {
		this.log.stop();
		this.fixture.close();
		assertThat(this.log.events()).noneMatch((event) -> event.getFormattedMessage().contains("oLEDGER")
				|| event.getFormattedMessage().contains("oSTRANGER"));
	}

	private NotificationAnswer deliver(ContractNotification notification) {
		return LedgerFixture.deliver(this.inbox, notification);
	}

	/** That of an unknown contract has a grace. */
	private void deliverUntilParked(ContractNotification unknown) {
		deliver(unknown);
		this.fixture.clock.advance(Duration.ofMinutes(1));
		deliver(unknown);
	}

	@Test
	void signedNotificationTakesEffectOnce() {
		this.fixture.open("code1");
		for (int i = 0; i < 3; i++) {
			assertThat(deliver(LedgerFixture.signed("n1", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.contract("code1")).satisfies((contract) -> {
			assertThat(contract.isSigned()).isTrue();
			assertThat(contract.contractId()).isEqualTo("idcode1");
			assertThat(contract.signedAt()).isEqualTo("2024-08-29T02:53:20Z");
			assertThat(contract.confirmedAt()).isNull();
		});
		assertThat(this.fixture.events).singleElement().satisfies((event) -> {
			assertThat(event).isInstanceOf(ContractSigned.class);
			assertThat(event.source()).isEqualTo(Source.NOTIFICATION);
			assertThat(event.contract()).isEqualTo(this.fixture.contract("code1"));
		});
		assertThat(this.fixture.handled).hasSize(1);
		NotificationRecord record = this.fixture.notification("n1");
		assertThat(record.state()).isEqualTo(State.DONE);
		assertThat(record.attempts()).isOne();
		assertThat(record.fact()).isEqualTo("SIGNED code1");
		assertThat(record.message()).isNull();
	}

	@Test
	void handlerSeesTheMoveAndNobodyElseDoesBeforeTheCommit() {
		this.fixture.open("code1");
		List<LedgerState> seen = new ArrayList<>();
		this.fixture.handler = (notification) -> {
			seen.add(this.fixture.contract("code1").state());
			seen.add(CompletableFuture.supplyAsync(() -> this.fixture.contract("code1").state()).join());
		};
		deliver(LedgerFixture.signed("n1", "code1"));
		assertThat(seen).containsExactly(LedgerState.SIGNED, LedgerState.PENDING);
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
	}

	@Test
	@Tag("case-99")
	void secondNotificationOfTheSameFactHasNoEffect() {
		this.fixture.open("code1");
		deliver(LedgerFixture.signed("n1", "code1"));
		assertThat(deliver(LedgerFixture.signed("n2", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.handled).hasSize(1);
		assertThat(this.fixture.events).hasSize(1);
		assertThat(this.fixture.notification("n2").state()).isEqualTo(State.DONE);
		assertThat(this.fixture.notification("n2").fact()).isNull();
	}

	@Test
	@Tag("case-100")
	void sameIdWithOtherContentIsParkedBesideTheFirst() {
		this.fixture.open("code1");
		this.fixture.open("code2");
		deliver(LedgerFixture.signed("n1", "code1"));
		for (int i = 0; i < 2; i++) {
			assertThat(deliver(LedgerFixture.signed("n1", "code2"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.notification("n1").state()).isEqualTo(State.DONE);
		assertThat(this.fixture.contract("code2").state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.fixture.parked()).singleElement().satisfies((parked) -> {
			assertThat(parked.reason()).isEqualTo(ParkReason.CHANGED_CONTENT);
			assertThat(parked.id()).startsWith("n1~");
			assertThat(parked.outContractCode()).isEqualTo("code2");
			assertThatIllegalStateException()
				.isThrownBy(() -> this.inbox.parked().replay(LedgerFixture.MCHID, parked.id()))
				.withMessageContaining("its id is another's");
		});
		assertThat(this.log.messages(Level.ERROR)).hasSize(1).allMatch((line) -> line.contains("SECURITY"));
		assertThat(this.fixture.handled).hasSize(1);
	}

	static Stream<Arguments> contradictions() {
		return Stream.of(Arguments.of("openid", "oSTRANGER1", ParkReason.OTHER_PAYER),
				Arguments.of("appid", "wx8888888888888888", ParkReason.OTHER_APPID),
				Arguments.of("service_id", 777, ParkReason.OTHER_SERVICE),
				Arguments.of("sub_mchid", "1900000110", ParkReason.OTHER_MERCHANT),
				Arguments.of("contract_id", "idother", ParkReason.OTHER_CONTRACT_ID),
				Arguments.of("contract_state", "TERMINATED", ParkReason.CONTRADICTORY),
				Arguments.of("contract_state", "BRAND_NEW", ParkReason.UNKNOWN_EVENT));
	}

	@ParameterizedTest
	@MethodSource("contradictions")
	@Tag("case-75")
	@Tag("case-77")
	@Tag("case-91")
	@Tag("case-93")
	@Tag("case-94")
	void notificationThatContradictsIsParkedAndMovesNothing(String member, Object value, ParkReason reason) {
		this.fixture.open("other");
		deliver(LedgerFixture.signed("n0", "other"));
		ContractRecord before = this.fixture
			.put(member.equals("sub_mchid") ? ofSubMerchant("code1") : this.fixture.pending("code1"));
		for (int i = 0; i < 2; i++) {
			assertThat(deliver(LedgerFixture.signed("n1", "code1", member, value)))
				.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.contract("code1").withNextQueryAt(null)).isEqualTo(before.withNextQueryAt(null));
		assertThat(this.fixture.handled).hasSize(1);
		assertThat(this.fixture.events).hasSize(1);
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(reason));
		assertThat(this.log.messages(Level.ERROR)).filteredOn((line) -> line.contains("is parked (" + reason))
			.hasSize(1);
	}

	@Test
	@Tag("case-94")
	void secondContractIdOfASignedContractIsParked() {
		this.fixture.open("code1");
		deliver(LedgerFixture.signed("n1", "code1"));
		deliver(LedgerFixture.signed("n2", "code1", "contract_id", "idsecond"));
		assertThat(this.fixture.contract("code1").contractId()).isEqualTo("idcode1");
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.OTHER_CONTRACT_ID));
	}

	@Test
	void contradictoryNotificationHasWechatPayAskedSoon() {
		this.fixture.open("code1");
		deliver(LedgerFixture.signed("n1", "code1", "contract_state", "TERMINATED"));
		assertThat(this.fixture.contract("code1").nextQueryAt()).isEqualTo(this.fixture.clock.instant().plusSeconds(1));
	}

	@Test
	@Tag("case-76")
	void unknownEventIsParkedAndOthersGoToTheirHandlerOnce() {
		assertThat(deliver(TestNotifications.of(LedgerFixture.MCHID, "n1", "BRAND.NEW", Map.of("x", 1))))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.handled).isEmpty();
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.UNKNOWN_EVENT));
		for (String id : List.of("n2", "n2", "n3", "n3")) {
			assertThat(deliver(TestNotifications.of(LedgerFixture.MCHID, id,
					id.equals("n2") ? "SECURITY_ECHO.SUCCESS" : "ENTRUST.CHANGE",
					id.equals("n2") ? Map.of() : LedgerFixture.plaintext("code1", "TERMINATE_PENDING"))))
				.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.handled).extracting(ContractNotification::id).containsExactly("n2", "n3");
		assertThat(this.fixture.parked()).hasSize(1);
	}

	@Test
	@Tag("case-92")
	void unknownContractComesAgainDuringTheGraceAndIsParkedThen() {
		ContractNotification notification = LedgerFixture.signed("n1", "code1");
		assertThat(deliver(notification)).isEqualTo(NotificationAnswer.FAILED);
		this.fixture.clock.advance(Duration.ofSeconds(19));
		assertThat(deliver(notification)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(this.fixture.notification("n1").reason()).isEqualTo(ParkReason.UNKNOWN_CONTRACT);
		assertThat(this.fixture.parked()).isEmpty();
		this.fixture.clock.advance(Duration.ofSeconds(1));
		assertThat(deliver(notification)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.parked()).singleElement().satisfies((parked) -> {
			assertThat(parked.reason()).isEqualTo(ParkReason.UNKNOWN_CONTRACT);
			assertThat(parked.attempts()).isEqualTo(3);
		});
		assertThat(this.fixture.handled).isEmpty();
	}

	@Test
	@Tag("case-92")
	void unknownContractWhoseIntentArrivesDuringTheGraceTakesEffect() {
		ContractNotification notification = LedgerFixture.signed("n1", "code1");
		assertThat(deliver(notification)).isEqualTo(NotificationAnswer.FAILED);
		this.fixture.open("code1");
		assertThat(deliver(notification)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
	}

	@Test
	@Tag("case-92")
	void unknownContractWithoutAnyServiceIdIsTreatedAsUnknown() {
		this.fixture.registry.remove("default");
		this.fixture.registry
			.add(new MerchantDefinition("default", TestPlatform.merchant(), PreEntrustSignDefaults.NONE, null));
		for (UnknownContracts policy : UnknownContracts.values()) {
			ContractNotification notification = LedgerFixture.signed("n" + policy, "code1", "service_id", null);
			LedgerInbox inbox = this.fixture.inbox(policy, false);
			assertThat(LedgerFixture.deliver(inbox, notification)).isEqualTo(NotificationAnswer.FAILED);
			this.fixture.clock.advance(Duration.ofSeconds(20));
			assertThat(LedgerFixture.deliver(inbox, notification)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.parked()).extracting(NotificationRecord::reason)
			.containsExactly(ParkReason.UNKNOWN_CONTRACT, ParkReason.UNKNOWN_CONTRACT);
	}

	@Test
	@Tag("case-92")
	void unknownContractWhenAcceptedIsAddedAndTakesEffect() {
		LedgerInbox accepting = this.fixture.inbox(UnknownContracts.ACCEPT, false);
		assertThat(LedgerFixture.deliver(accepting, LedgerFixture.signed("n1", "code1")))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
		assertThat(this.fixture.contract("code1").parties().openid()).isEqualTo(LedgerFixture.PAYER);
		assertThat(this.fixture.effects()).containsExactly("ContractSigned code1");
		assertThat(this.fixture.handled).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "appid", "service_id" })
	@Tag("case-91")
	void unknownContractOfAnotherServiceIsNotAccepted(String member) {
		LedgerInbox accepting = this.fixture.inbox(UnknownContracts.ACCEPT, false);
		ContractNotification notification = LedgerFixture.signed("n1", "code1", member,
				member.equals("appid") ? "wx8888888888888888" : (Object) 777);
		LedgerFixture.deliver(accepting, notification);
		this.fixture.clock.advance(Duration.ofSeconds(20));
		LedgerFixture.deliver(accepting, notification);
		assertThat(this.fixture.store.findContract(LedgerFixture.MCHID, "code1")).isEmpty();
		assertThat(this.fixture.parked()).hasSize(1);
	}

	@Test
	@Tag("case-94")
	void unknownContractWithTheIdOfAnotherIsNotAcceptedAndNotHandled() {
		this.fixture.open("other");
		deliver(LedgerFixture.signed("n0", "other"));
		LedgerInbox accepting = this.fixture.inbox(UnknownContracts.ACCEPT, false);
		assertThat(LedgerFixture.deliver(accepting, LedgerFixture.signed("n1", "code1", "contract_id", "idother")))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.store.findContract(LedgerFixture.MCHID, "code1")).isEmpty();
		assertThat(this.fixture.handled).hasSize(1);
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.OTHER_CONTRACT_ID));
	}

	@Test
	@Tag("case-95")
	void signedNotificationOfAnExpiredContractIsAccepted() {
		this.fixture.put(this.fixture.pending("code1").withState(LedgerState.EXPIRED));
		this.fixture.clock.advance(Duration.ofHours(26));
		assertThat(deliver(LedgerFixture.signed("n1", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
		assertThat(this.fixture.effects()).containsExactly("ContractSigned code1");
	}

	@Test
	@Tag("case-96")
	@Tag("case-97")
	void signedNotificationAfterTheTerminationIsAcknowledgedAndIgnored() {
		this.fixture.open("code1");
		deliver(LedgerFixture.ended("n2", "code1"));
		assertThat(deliver(LedgerFixture.signed("n1", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.TERMINATED);
		assertThat(this.fixture.contract("code1").terminationMode()).isEqualTo("USER_TERMINATE");
		assertThat(this.fixture.effects()).containsExactly("ContractTerminated code1");
		assertThat(this.fixture.handled).extracting(ContractNotification::id).containsExactly("n2");
		assertThat(this.fixture.parked()).isEmpty();
	}

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

	/** The only fast filter is the one in the process; a cache elsewhere there is not. */
	@Test
	@Tag("case-114")
	void processThatForgotWhatItFilteredHasOneEffectAllTheSame() {
		this.fixture.open("code1");
		LedgerFixture other = new LedgerFixture(this.fixture.store, URI.create("http://127.0.0.1:1"),
				new LedgerExecutor(2));
		assertThat(deliver(LedgerFixture.signed("n1", "code1"))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		for (int i = 0; i < 10; i++) {
			assertThat(LedgerFixture.deliver(other.inbox(), LedgerFixture.signed("n1", "code1")))
				.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
		assertThat(this.fixture.handled).hasSize(1);
		assertThat(other.handled).isEmpty();
		other.close();
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
	@Tag("case-92")
	void storeThatForgetsNeverAcknowledgesWhatItOnlySetAside() {
		LedgerFixture memory = new LedgerFixture(new MemoryLedgerStore(10), URI.create("http://127.0.0.1:1"),
				new LedgerExecutor(1));
		LedgerInbox forgetful = memory.inbox();
		ContractNotification unknown = LedgerFixture.signed("n1", "code1");
		assertThat(LedgerFixture.deliver(forgetful, unknown)).isEqualTo(NotificationAnswer.FAILED);
		memory.clock.advance(Duration.ofMinutes(1));
		assertThat(LedgerFixture.deliver(forgetful, unknown)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(LedgerFixture.deliver(forgetful, unknown)).isEqualTo(NotificationAnswer.FAILED);
		assertThat(memory.parked()).hasSize(1);
		memory.open("code2");
		assertThat(LedgerFixture.deliver(forgetful, LedgerFixture.signed("n2", "code2")))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		memory.close();
	}

	@Test
	@Tag("case-179")
	void notificationOfAMerchantThatWasRemovedIsNeitherListedNorDiscarded() {
		deliverUntilParked(LedgerFixture.signed("n1", "code1"));
		this.fixture.registry.remove("default");
		ParkedNotifications parked = this.inbox.parked();
		assertThat(parked.list(10)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> parked.discard(LedgerFixture.MCHID, "n1"));
		assertThat(this.fixture.notification("n1").state()).isEqualTo(State.PARKED);
	}

	@Test
	@Tag("case-179")
	void discardedNotificationIsGoneFromTheListAndStaysWithoutEffect() {
		ContractNotification unknown = LedgerFixture.signed("n1", "code1");
		deliverUntilParked(unknown);
		ParkedNotifications parked = this.inbox.parked();
		assertThat(parked.list(10)).hasSize(1);
		assertThat(parked.discard(LedgerFixture.MCHID, "n1").state()).isEqualTo(State.DONE);
		assertThat(parked.list(10)).isEmpty();
		assertThat(deliver(unknown)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.handled).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> parked.discard(LedgerFixture.MCHID, "n1"))
			.withMessage("Notification 'n1' is not parked");
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

	@Test
	@Tag("case-104")
	void thousandDuplicatesAtOnceHaveOneEffectAndAreAllAcknowledged() {
		this.fixture.open("code1");
		AtomicInteger calls = new AtomicInteger();
		this.fixture.handler = (notification) -> calls.incrementAndGet();
		List<NotificationAnswer> answers = Flux.range(0, 1_000)
			.flatMap((i) -> LedgerFixture.deliver(this.inbox, LedgerFixture.signed("n1", "code1"), LIMIT)
				.subscribeOn(Schedulers.parallel()), 1_000)
			.collectList()
			.block(LIMIT);
		assertThat(answers).hasSize(1_000).containsOnly(NotificationAnswer.ACKNOWLEDGED);
		assertThat(calls).hasValue(1);
		assertThat(this.fixture.events).hasSize(1);
	}

	@Test
	@Tag("case-103")
	@Tag("case-104")
	void duplicatesAtSeveralInboxesOverOneStoreHaveOneEffectEach() {
		List<LedgerInbox> inboxes = List.of(this.fixture.inbox(), this.fixture.inbox(), this.fixture.inbox());
		for (int code = 0; code < 50; code++) {
			this.fixture.open("code" + code);
		}
		List<NotificationAnswer> answers = Flux.range(0, 1_500)
			.flatMap((i) -> LedgerFixture
				.deliver(inboxes.get(i % 3),
						LedgerFixture.signed("n" + i / 30 + ((i % 2 == 0) ? "" : "again"), "code" + i / 30), LIMIT)
				.subscribeOn(Schedulers.parallel()), 200)
			.collectList()
			.block(LIMIT);
		assertThat(answers).hasSize(1_500);
		assertThat(this.fixture.events).hasSize(50);
		assertThat(this.fixture.parked()).isEmpty();
		for (int code = 0; code < 50; code++) {
			String number = "code" + code;
			assertThat(this.fixture.handled).filteredOn((one) -> one.outContractCode().equals(number)).hasSize(1);
		}
	}

	@Test
	void duplicateWhileTheFirstRunsWaitsForIt() throws Exception {
		this.fixture.open("code1");
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		AtomicBoolean finished = new AtomicBoolean();
		this.fixture.handler = (notification) -> {
			running.countDown();
			assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
			finished.set(true);
		};
		CompletableFuture<NotificationAnswer> first = LedgerFixture
			.deliver(this.inbox, LedgerFixture.signed("n1", "code1"), LIMIT)
			.toFuture();
		assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<NotificationAnswer> second = LedgerFixture
			.deliver(this.inbox, LedgerFixture.signed("n1", "code1"), LIMIT)
			.toFuture();
		assertThat(second).isNotDone();
		go.countDown();
		assertThat(second).succeedsWithin(LIMIT).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(finished).isTrue();
		assertThat(first).succeedsWithin(LIMIT).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
	}

	private ContractRecord ofSubMerchant(String code) {
		ContractRecord direct = this.fixture.pending(code);
		return new ContractRecord(direct.mchid(), code, direct.serviceId(),
				new ContractParties(LedgerFixture.APPID, LedgerFixture.PAYER, "1900000111", null, null), direct.state(),
				direct.openedAt(), direct.expiresAt(), null, null, null, null, null, direct.nextQueryAt(), 0);
	}

	@Test
	void realNotificationThroughTheReceiverIsAcknowledgedAfterItsEffect() {
		openReal();
		assertThat(receive(TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED)))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract(REAL).isSigned()).isTrue();
		assertThat(receive(TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED).with(TestMessage.NONCE, "x")))
			.isEqualTo(NotificationAnswer.NOT_AUTHENTIC);
	}

	@Test
	@Tag("case-90")
	void realNotificationOfAnotherMerchantIsParkedAndMovesNothing() {
		openReal();
		assertThat(receive(TestPlatform.notification("ENTRUST.SIGN",
				TestPlatform.SIGNED.replace(LedgerFixture.MCHID, "1900000110"))))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract(REAL).state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.fixture.handled).isEmpty();
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.OTHER_MERCHANT));
	}

	@Test
	void replayAfterTheCauseIsGoneTakesEffectOnce() {
		TestMessage message = TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED);
		receive(message);
		this.fixture.clock.advance(Duration.ofSeconds(20));
		receive(message);
		ParkedNotifications parked = parkedNotifications();
		NotificationRecord record = parked.list(10).get(0);
		this.fixture.clock.advance(Duration.ofDays(3));
		assertThat(parked.replay(record.mchid(), record.id()).state()).isEqualTo(State.PARKED);
		openReal();
		assertThat(parked.replay(record.mchid(), record.id()).state()).isEqualTo(State.DONE);
		assertThat(this.fixture.contract(REAL).isSigned()).isTrue();
		assertThat(this.fixture.effects()).containsExactly("ContractSigned " + REAL);
		assertThat(this.fixture.handled).hasSize(1);
		assertThat(parked.list(10)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> parked.replay(record.mchid(), record.id()))
			.withMessageContaining("is not parked");
		assertThatIllegalArgumentException().isThrownBy(() -> parked.replay(record.mchid(), "none"))
			.withMessageContaining("There is no notification 'none'");
	}

	@Test
	void replayWhenTheHandlerFailsStaysParkedAndMayBeTriedAgain() {
		TestMessage message = TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED);
		openReal();
		this.fixture.handler = (notification) -> {
			throw new IllegalStateException("not yet");
		};
		for (int attempt = 0; attempt < 16; attempt++) {
			receive(message);
		}
		ParkedNotifications parked = parkedNotifications();
		NotificationRecord record = parked.list(10).get(0);
		assertThat(parked.replay(record.mchid(), record.id())).satisfies((replayed) -> {
			assertThat(replayed.state()).isEqualTo(State.PARKED);
			assertThat(replayed.reason()).isEqualTo(ParkReason.FAILED_REPEATEDLY);
			assertThat(replayed.attempts()).isEqualTo(17);
		});
		this.fixture.handler = this.fixture.handled::add;
		assertThat(parked.replay(record.mchid(), record.id()).state()).isEqualTo(State.DONE);
		assertThat(this.fixture.handled).hasSize(1);
	}

	@Test
	void replayWhenTheRecordWasManipulatedIsRefused() {
		TestMessage message = TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED);
		receive(message);
		this.fixture.clock.advance(Duration.ofSeconds(20));
		receive(message);
		openReal();
		ParkedNotifications parked = parkedNotifications();
		NotificationRecord record = parked.list(10).get(0);
		NotificationMessage kept = record.message();
		byte[] body = kept.body().clone();
		body[20] ^= 1;
		for (NotificationMessage manipulated : List.of(
				new NotificationMessage(kept.timestamp(), kept.nonce(), kept.serial(), kept.signature(), body),
				new NotificationMessage("1724900001", kept.nonce(), kept.serial(), kept.signature(), kept.body()),
				new NotificationMessage(kept.timestamp(), "other", kept.serial(), kept.signature(), kept.body()),
				new NotificationMessage(kept.timestamp(), kept.nonce(), null, kept.signature(), kept.body()),
				new NotificationMessage(kept.timestamp(), kept.nonce(), kept.serial(), null, kept.body()))) {
			this.fixture.store.<Boolean>inTransaction((transaction) -> {
				transaction.updateNotification(with(record, manipulated));
				return true;
			});
			assertThatIllegalStateException().isThrownBy(() -> parked.replay(record.mchid(), record.id()))
				.withMessageContaining("cannot be replayed");
		}
		assertThat(this.fixture.contract(REAL).state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.fixture.handled).isEmpty();
	}

	private static NotificationRecord with(NotificationRecord record, NotificationMessage message) {
		return new NotificationRecord(record.mchid(), record.id(), null, record.fingerprint(), record.eventType(),
				record.outContractCode(), State.PARKED, record.reason(), record.attempts(), record.receivedAt(), null,
				message);
	}

	private ParkedNotifications parkedNotifications() {
		return new ParkedNotifications(this.fixture.store, this.fixture.executor, this.fixture.registry, this.inbox);
	}

	private void openReal() {
		ContractRecord pending = this.fixture.pending(REAL);
		this.fixture.put(new ContractRecord(pending.mchid(), REAL, pending.serviceId(),
				new ContractParties(null, "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", null, null, null), pending.state(),
				pending.openedAt(), pending.expiresAt(), null, null, null, null, null, pending.nextQueryAt(), 0));
	}

	private NotificationAnswer receive(TestMessage message) {
		try (NotificationReceiver receiver = new NotificationReceiver(this.inbox, LIMIT)) {
			return receiver.receive(this.fixture.services().notificationVerifier(), message::header, message.body())
				.block(LIMIT);
		}
	}

}
