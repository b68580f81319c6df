package io.github.wechatpaycontract.ledger;

import io.github.wechatpaycontract.TestPlatform;
import java.util.concurrent.atomic.AtomicBoolean;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.contract.ContractState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContractReconciler}, with WeChat Pay's answers made up; those that
 * cross a socket are in {@link ContractLedgerTests}.
 */
class ContractReconcilerTests {

	private static final Duration TICK = Duration.ofMillis(50);

	private final LogCapture log = LogCapture.start(Level.WARN);

	private final List<LedgerFixture> fixtures = new ArrayList<>();

	@AfterEach
	void close() {
		this.fixtures.forEach(LedgerFixture::close);
		VirtualTimeScheduler.reset();
		this.log.stop();
	}

	private LedgerFixture fixture(FakeContracts contracts) {
		LedgerFixture fixture = new LedgerFixture().answering((mchid) -> contracts);
		this.fixtures.add(fixture);
		return fixture;
	}

	/** Everything on one thread and in virtual time. */
	private LedgerFixture virtualFixture(FakeContracts contracts) {
		LedgerFixture fixture = new LedgerFixture(new MemoryLedgerStore(200_000), URI.create("http://127.0.0.1:1"),
				new LedgerExecutor(Runnable::run))
			.answering((mchid) -> contracts);
		this.fixtures.add(fixture);
		return fixture;
	}

	private static void pass(VirtualTimeScheduler timers, LedgerFixture fixture, Duration time) {
		for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(TICK)) {
			fixture.clock.advance(TICK);
			timers.advanceTimeBy(TICK);
		}
	}

	@Test
	@Tag("case-102")
	void abandonedSessionExpiresWithinTenMinutesAfterItsEndAndAtMostSixQueries() {
		VirtualTimeScheduler timers = VirtualTimeScheduler.getOrSet();
		FakeContracts contracts = new FakeContracts((code) -> Mono.empty());
		LedgerFixture fixture = virtualFixture(contracts);
		fixture.open("code1");
		try (ContractReconciler reconciler = fixture.reconciler(5)) {
			reconciler.start();
			pass(timers, fixture, Duration.ofMinutes(125));
			assertThat(fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
			pass(timers, fixture, Duration.ofMinutes(5));
		}
		assertThat(fixture.contract("code1").state()).isEqualTo(LedgerState.EXPIRED);
		assertThat(contracts.asked).hasSize(6);
		assertThat(fixture.effects()).containsExactly("ContractExpired code1");
	}

	@Test
	@Tag("case-121")
	void hundredThousandPendingAreWorkedOffAtThePaceAndOldestFirst() {
		int perSecond = 500;
		int total = 100_000;
		VirtualTimeScheduler timers = VirtualTimeScheduler.getOrSet();
		List<String> asked = new ArrayList<>();
		List<Instant> times = new ArrayList<>();
		LedgerFixture[] holder = new LedgerFixture[1];
		FakeContracts contracts = new FakeContracts((code) -> {
			asked.add(code);
			times.add(holder[0].clock.instant());
			return Mono.empty();
		});
		LedgerFixture fixture = virtualFixture(contracts);
		holder[0] = fixture;
		Instant now = fixture.clock.instant();
		for (int i = 0; i < total; i++) {
			fixture
				.put(dayOld(fixture.pending("code" + i), now).withNextQueryAt(now.minusSeconds(86_400).plusMillis(i)));
		}
		try (ContractReconciler reconciler = fixture.reconciler(perSecond)) {
			reconciler.start();
			pass(timers, fixture, Duration.ofSeconds(30));
			pass(timers, fixture, Duration.ofSeconds(total / perSecond + 40));
		}
		assertThat(asked.size()).isEqualTo(total);
		assertThat(asked.equals(IntStream.range(0, total).mapToObj((i) -> "code" + i).toList())).isTrue();
		assertThat(fixture.events).hasSize(total);
		for (int i = perSecond + perSecond / 10; i < total; i++) {
			assertThat(Duration.between(times.get(i - perSecond - perSecond / 10), times.get(i)))
				.isGreaterThanOrEqualTo(Duration.ofSeconds(1));
		}
		Duration took = Duration.between(times.get(0), times.get(total - 1));
		assertThat(took).isBetween(Duration.ofSeconds(total / perSecond - 2),
				Duration.ofSeconds(total / perSecond + 5));
	}

	/** Its session ended while nobody could ask. */
	private static ContractRecord dayOld(ContractRecord pending, Instant now) {
		return new ContractRecord(pending.mchid(), pending.outContractCode(), pending.serviceId(), pending.parties(),
				LedgerState.PENDING, now.minus(Duration.ofHours(30)), now.minus(Duration.ofHours(28)), null, null, null,
				null, null, null, 0);
	}

	@Test
	@Tag("case-119")
	void severalReconcilersOverOneStoreAskAboutEachContractOnce() {
		FakeContracts contracts = new FakeContracts((code) -> Mono.empty());
		LedgerFixture fixture = fixture(contracts);
		for (int i = 0; i < 300; i++) {
			fixture.open("code" + i);
		}
		fixture.clock.advance(Duration.ofMinutes(2));
		Flux.merge(rounds(fixture), rounds(fixture), rounds(fixture)).blockLast(LedgerFixture.LIMIT);
		assertThat(contracts.asked).hasSize(300).doesNotHaveDuplicates();
		assertThat(fixture.contract("code7").queries()).isOne();
	}

	private static Flux<Integer> rounds(LedgerFixture fixture) {
		ContractReconciler reconciler = fixture.reconciler(100);
		return Mono.defer(reconciler::round).subscribeOn(Schedulers.boundedElastic()).repeat(6);
	}

	@Test
	@Tag("case-120")
	void reconcilerAndNotificationAtOnceHaveOneEffect() {
		FakeContracts contracts = new FakeContracts(
				(code) -> Mono.just(FakeContracts.contract(code, ContractState.SIGNED)));
		LedgerFixture fixture = fixture(contracts);
		LedgerInbox inbox = fixture.inbox();
		for (int i = 0; i < 200; i++) {
			fixture.open("code" + i);
		}
		fixture.clock.advance(Duration.ofMinutes(2));
		Mono<Integer> round = fixture.reconciler(1_000).round().subscribeOn(Schedulers.boundedElastic());
		Flux.merge(round,
				Flux.range(0, 200)
					.flatMap((i) -> LedgerFixture
						.deliver(inbox, LedgerFixture.signed("n" + i, "code" + i), LedgerFixture.LIMIT)
						.subscribeOn(Schedulers.parallel()), 4))
			.blockLast(LedgerFixture.LIMIT);
		assertThat(fixture.effects()).hasSize(200).doesNotHaveDuplicates();
		assertThat(fixture.handled).hasSize(200);
		assertThat(contracts.asked).isNotEmpty();
		assertThat(this.log.messages(Level.ERROR)).isEmpty();
	}

	@Test
	void queryThatFailsMovesNothingAndIsTriedAgainUntilAnAnswerComes() {
		boolean[] answering = new boolean[1];
		FakeContracts contracts = new FakeContracts(
				(code) -> answering[0] ? Mono.just(FakeContracts.contract(code, ContractState.SIGNED))
						: Mono.error(new IllegalStateException("no answer")));
		LedgerFixture fixture = fixture(contracts);
		ContractRecord expired = fixture.pending("code1").withState(LedgerState.EXPIRED);
		fixture.put(expired.withNextQueryAt(expired.expiresAt().plus(Duration.ofDays(2))));
		fixture.clock.advance(Duration.ofDays(3));
		ContractReconciler reconciler = fixture.reconciler(10);
		for (int round = 0; round < 3; round++) {
			assertThat(reconciler.round().block(LedgerFixture.LIMIT)).isOne();
			assertThat(fixture.contract("code1").state()).isEqualTo(LedgerState.EXPIRED);
			assertThat(reconciler.round().block(LedgerFixture.LIMIT)).isZero();
			fixture.clock.advance(Duration.ofMinutes(6));
		}
		assertThat(this.log.messages(Level.WARN)).hasSize(3).allMatch((line) -> line.contains("asked again"));
		answering[0] = true;
		assertThat(reconciler.round().block(LedgerFixture.LIMIT)).isOne();
		assertThat(fixture.contract("code1").isSigned()).isTrue();
		assertThat(fixture.effects()).containsExactly("ContractSigned code1");
	}

	@Test
	void contractThatCannotBeClaimedLosesNoneThatIs() {
		FakeContracts contracts = new FakeContracts((code) -> Mono.empty());
		LedgerStore store = new MemoryLedgerStore(100);
		AtomicBoolean locked = new AtomicBoolean(true);
		LedgerStore locking = (LedgerStore) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { LedgerStore.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("claimContract") && locked.get()
							&& ((ContractRecord) arguments[0]).outContractCode().equals("code3")) {
						throw new IllegalStateException("locked");
					}
					return method.invoke(store, arguments);
				});
		LedgerFixture fixture = new LedgerFixture(locking, URI.create("http://127.0.0.1:1"), new LedgerExecutor(1))
			.answering((mchid) -> contracts);
		this.fixtures.add(fixture);
		for (int i = 0; i < 6; i++) {
			fixture.put(fixture.pending("code" + i).withNextQueryAt(TestPlatform.NOW.plusSeconds(i)));
		}
		fixture.clock.advance(Duration.ofMinutes(2));
		ContractReconciler reconciler = fixture.reconciler(6);
		assertThat(reconciler.round().block(LedgerFixture.LIMIT)).isZero();
		assertThat(contracts.asked).containsExactlyInAnyOrder("code0", "code1", "code2");
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.satisfies((line) -> assertThat(line).contains("could not be claimed"));
		locked.set(false);
		assertThat(reconciler.round().block(LedgerFixture.LIMIT)).isEqualTo(3);
		assertThat(contracts.asked).hasSize(6);
	}

	@Test
	void lastQueryThatIsAnsweredIsTheLast() {
		LedgerFixture fixture = fixture(new FakeContracts((code) -> Mono.empty()));
		ContractRecord expired = fixture.pending("code1").withState(LedgerState.EXPIRED);
		fixture.put(expired.withNextQueryAt(expired.expiresAt().plus(Duration.ofDays(2))));
		fixture.clock.advance(Duration.ofDays(3));
		assertThat(fixture.reconciler(10).round().block(LedgerFixture.LIMIT)).isOne();
		assertThat(fixture.contract("code1").nextQueryAt()).isNull();
		assertThat(fixture.contract("code1").state()).isEqualTo(LedgerState.EXPIRED);
	}

	@Test
	@Tag("case-102")
	void signedContractThatWechatPayDoesNotKnowStaysSignedAndIsAnError() {
		LedgerFixture fixture = fixture(new FakeContracts((code) -> Mono.empty()));
		fixture.open("code1");
		LedgerFixture.deliver(fixture.inbox(), LedgerFixture.signed("n1", "code1"));
		fixture.clock.advance(Duration.ofDays(1));
		assertThat(fixture.reconciler(10).round().block(LedgerFixture.LIMIT)).isOne();
		assertThat(fixture.contract("code1").isSigned()).isTrue();
		assertThat(this.log.messages(Level.ERROR)).singleElement()
			.satisfies((line) -> assertThat(line).contains("knows no signature of").contains("stays so"));
	}

	@Test
	void listenerThatFailsUndoesTheMoveAndItIsTriedAgain() {
		FakeContracts contracts = new FakeContracts(
				(code) -> Mono.just(FakeContracts.contract(code, ContractState.SIGNED)));
		LedgerFixture fixture = new LedgerFixture();
		this.fixtures.add(fixture);
		boolean[] failing = { true };
		ContractMoves moves = new ContractMoves(fixture.schedule, (event) -> {
			if (failing[0]) {
				throw new AssertionError("listener");
			}
			fixture.events.add(event);
		}, fixture.clock);
		ContractQueries queries = new ContractQueries(fixture.store, fixture.executor, (mchid) -> contracts, moves,
				Duration.ofSeconds(10));
		ContractReconciler reconciler = new ContractReconciler(fixture.store, fixture.executor, fixture.registry,
				queries, moves, 10, Duration.ofSeconds(30), () -> 0.5);
		fixture.open("code1");
		fixture.clock.advance(Duration.ofMinutes(2));
		reconciler.round().block(LedgerFixture.LIMIT);
		assertThat(fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
		failing[0] = false;
		fixture.clock.advance(Duration.ofMinutes(2));
		reconciler.round().block(LedgerFixture.LIMIT);
		assertThat(fixture.effects()).containsExactly("ContractSigned code1");
	}

	@Test
	void delayIsThatOfWhatWaitsLongest() {
		LedgerFixture fixture = fixture(new FakeContracts((code) -> Mono.empty()));
		for (int i = 0; i < 2; i++) {
			fixture.put(fixture.pending("code" + i).withNextQueryAt(TestPlatform.NOW.plusSeconds(i)));
		}
		ContractReconciler reconciler = fixture.reconciler(1);
		assertThat(reconciler.delay()).isZero();
		fixture.clock.advance(Duration.ofMinutes(6));
		reconciler.round().block(LedgerFixture.LIMIT);
		assertThat(reconciler.delay()).isEqualTo(Duration.ofMinutes(6));
		reconciler.round().block(LedgerFixture.LIMIT);
		assertThat(reconciler.delay()).isEqualTo(Duration.ofSeconds(359));
		reconciler.round().block(LedgerFixture.LIMIT);
		assertThat(reconciler.delay()).isZero();
	}

	@Test
	void startGoesOnWhenTheStoreFails() {
		VirtualTimeScheduler timers = VirtualTimeScheduler.getOrSet();
		FakeContracts contracts = new FakeContracts((code) -> Mono.empty());
		CrashingStore store = new CrashingStore(new MemoryLedgerStore(10));
		LedgerFixture fixture = new LedgerFixture(store, URI.create("http://127.0.0.1:1"),
				new LedgerExecutor(Runnable::run))
			.answering((mchid) -> contracts);
		this.fixtures.add(fixture);
		fixture.open("code1");
		store.crash();
		try (ContractReconciler reconciler = fixture.reconciler(5)) {
			reconciler.start();
			reconciler.start();
			pass(timers, fixture, Duration.ofMinutes(2));
			assertThat(this.log.messages(Level.WARN)).filteredOn((line) -> line.contains("looked through"))
				.isNotEmpty();
			assertThat(this.log.messages(Level.WARN)).filteredOn((line) -> !line.contains("looked through"))
				.hasSizeBetween(3, 4)
				.allMatch((line) -> line.contains("asked again"));
			store.restart();
			pass(timers, fixture, Duration.ofSeconds(40));
			assertThat(contracts.asked).containsExactly("code1");
		}
		pass(timers, fixture, Duration.ofMinutes(20));
		assertThat(contracts.asked).hasSize(1);
	}

}
