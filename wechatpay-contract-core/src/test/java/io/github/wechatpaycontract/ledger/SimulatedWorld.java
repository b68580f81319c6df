package io.github.wechatpaycontract.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.contract.ContractTerminationMode;
import io.github.wechatpaycontract.ledger.CrashingStore.Crash;
import io.github.wechatpaycontract.ledger.SimulatedWechatPay.Truth;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationDelivery;
import io.github.wechatpaycontract.notification.NotificationHandlers;
import io.github.wechatpaycontract.notification.NotificationKind;
import io.github.wechatpaycontract.notification.TestNotifications;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * One life of one or two contracts of a payer, from a seed: the payer, WeChat Pay, the
 * network between, and a process that dies and comes back. Everything happens on the
 * thread that calls and in an order that the seed decides.
 */
final class SimulatedWorld {

	static final String MCHID = TestPlatform.MCHID;

	static final String APPID = "wxd678efh567hg6787";

	static final long SERVICE_ID = 12535;

	private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

	private static final Duration FAULTS_END = Duration.ofDays(4);

	private static final Duration END = Duration.ofDays(9);

	/** From the second attempt on; the last one is 24 hours and 4 minutes after. */
	private static final List<Duration> RESENDS = Stream
		.of(15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600)
		.map(Duration::ofSeconds)
		.toList();

	/** Later attempts go well, lest an effect fail as often as it is sent. */
	private static final int SPOILT_ATTEMPTS = 8;

	private static final Duration LIMIT = Duration.ofDays(1);

	private final PriorityQueue<Step> steps = new PriorityQueue<>();

	private final MemoryLedgerStore database = new MemoryLedgerStore(1_000);

	private final CrashingStore store = new CrashingStore(this.database);

	private final LedgerExecutor executor = new LedgerExecutor(Runnable::run);

	private final Map<String, Integer> intents = new TreeMap<>();

	private final Map<String, Integer> acknowledged = new TreeMap<>();

	private final Map<String, Integer> happened;

	private final VirtualTimeScheduler timers;

	private final MerchantRegistry registry;

	private final Random random;

	private final SimulatedWechatPay wechatPay;

	private Instant now = START;

	private Instant planned = Instant.MAX;

	private Duration skew;

	private long order;

	private boolean effectFails;

	private LedgerIntents recorder;

	private LedgerInbox inbox;

	private ContractQueries queries;

	private ContractReconciler reconciler;

	private LedgerRetention retention;

	SimulatedWorld(long seed, MerchantRegistry registry, VirtualTimeScheduler timers, Map<String, Integer> happened) {
		this.random = new Random(seed);
		this.registry = registry;
		this.timers = timers;
		this.happened = happened;
		this.skew = anySkew();
		this.wechatPay = new SimulatedWechatPay(this.random, () -> this.now, () -> spoilt("query fails", 0.2));
		start();
	}

	/** The process starts: all that it had in memory is gone. */
	private void start() {
		Clock clock = new NodeClock();
		QuerySchedule schedule = new QuerySchedule(Duration.ofDays(1), this.random::nextDouble);
		ContractMoves moves = new ContractMoves(schedule, this::tell, clock);
		this.recorder = new LedgerIntents(this.store, this.executor, schedule, clock);
		this.inbox = new LedgerInbox(this.store, this.executor, this.registry, moves,
				new NotificationHandlers(List.of(this::tell), List.of()), LedgerSettings.DEFAULTS);
		this.queries = new ContractQueries(this.store, this.executor, (mchid) -> this.wechatPay, moves,
				Duration.ofSeconds(10));
		this.reconciler = new ContractReconciler(this.store, this.executor, this.registry, this.queries, moves, 10,
				Duration.ofSeconds(30), this.random::nextDouble);
		this.retention = new LedgerRetention(this.store, this.executor, Duration.ofHours(50), clock);
	}

	private void tell(Object effect) {
		if (this.effectFails) {
			this.effectFails = false;
			throw new IllegalStateException("the effect fails");
		}
		this.store.say(effect);
	}

	/**
	 * Lives.
	 * @return what is wrong at the end, empty if nothing is
	 */
	List<String> run() {
		live("A");
		for (int hours = 6; hours < 240; hours += 12) {
			after(Duration.ofHours(hours), this::tidyUp);
		}
		after(Duration.ofSeconds(this.random.nextInt(this.random.nextBoolean() ? 7_200 : 100_000)), this::stepClock);
		while (!this.steps.isEmpty() && this.steps.peek().time().isBefore(START.plus(END))) {
			Step step = this.steps.poll();
			this.now = step.time();
			step.work().run();
			plan();
		}
		return new Verdict().problems();
	}

	private void live(String code) {
		open(code, 1);
		if (this.random.nextInt(4) > 0) {
			long seconds = (this.random.nextInt(10) == 0) ? 7_140 + this.random.nextInt(60)
					: this.random.nextInt(7_300);
			after(Duration.ofSeconds(seconds), () -> sign(code));
		}
		else {
			count("abandoned");
		}
	}

	private void open(String code, int attempt) {
		if (this.store.isDown()) {
			return;
		}
		if (spoilt("dies before the intent is committed", 0.03)) {
			this.store.arm(Crash.BEFORE_COMMIT);
		}
		else if (spoilt("dies after the intent", 0.03)) {
			this.store.arm(Crash.AFTER_COMMIT);
		}
		boolean recorded = attempt(() -> this.recorder.record(MCHID, request(code)).block(LIMIT));
		if (recorded && this.wechatPay.preSign(code, "payer")) {
			count("sessions");
			if (spoilt("dies before the answer is seen", 0.03)) {
				die();
			}
		}
		this.intents.merge(code, 1, Integer::sum);
		if (attempt < 3 && this.random.nextInt(8) == 0) {
			count("session opened again");
			after(Duration.ofSeconds(this.random.nextInt(6 * 3600)), () -> {
				open(code, attempt + 1);
				after(Duration.ofSeconds(this.random.nextInt(7_300)), () -> sign(code));
			});
		}
	}

	private static MiniProgramSignRequest request(String code) {
		return MiniProgramSignRequest.builder()
			.appid(APPID)
			.serviceId(SERVICE_ID)
			.outContractCode(code)
			.contractDisplayAccount("a bicycle")
			.openid("payer")
			.notifyUrl("https://yourapp.com/notify")
			.build();
	}

	private void sign(String code) {
		if (!this.wechatPay.sign(code)) {
			return;
		}
		count("signed");
		announce(code, false);
		if (this.random.nextInt(10) < 4) {
			int within = switch (this.random.nextInt(3)) {
				case 0 -> 60;
				case 1 -> 7_200;
				default -> 3 * 86_400;
			};
			after(Duration.ofSeconds(this.random.nextInt(within)), () -> end(code));
		}
	}

	private void end(String code) {
		if (this.random.nextBoolean()) {
			attempt(() -> this.queries.terminate(this.store.findContract(MCHID, code).orElseThrow(), "gone")
				.block(LIMIT));
			if (this.wechatPay.truths().get(code).terminatedAt == null) {
				after(Duration.ofHours(1), () -> end(code));
				return;
			}
			count("terminated by the merchant");
		}
		else if (this.wechatPay.terminate(code, ContractTerminationMode.USER_TERMINATE)) {
			count("terminated by the payer");
		}
		else {
			return;
		}
		if (this.random.nextBoolean()) {
			announce(code, true);
		}
		else {
			count("termination without notification");
		}
		if (code.equals("A") && this.random.nextBoolean()) {
			count("signed again under another number");
			live("B");
		}
	}

	private void announce(String code, boolean ended) {
		String id = code + (ended ? "-ended-" : "-signed-");
		if (this.random.nextInt(7) == 0) {
			count("notification lost for good");
			return;
		}
		send(this.wechatPay.notification(code, ended, id + 1), 1);
		if (this.random.nextInt(10) == 0) {
			count("fact notified under a second id");
			after(Duration.ofSeconds(this.random.nextInt(7_200)),
					() -> send(this.wechatPay.notification(code, ended, id + 2), 1));
		}
	}

	/** WeChat Pay waits five seconds, then sends again by its schedule. */
	private void send(ContractNotification notification, int attempt) {
		boolean[] answered = new boolean[1];
		boolean spoilable = attempt <= SPOILT_ATTEMPTS;
		int copies = (spoilable && spoilt("delivered twice", 0.08)) ? 2 : 1;
		for (int copy = 0; copy < copies; copy++) {
			if (spoilable && spoilt("attempt lost", 0.08)) {
				continue;
			}
			boolean late = spoilable && spoilt("attempt late", 0.05);
			Duration delay = Duration.ofMillis(this.random.nextInt(late ? 1_800_000 : 4_000));
			after(delay, () -> answered[0] |= receive(notification, spoilable) && !late);
		}
		after(Duration.ofSeconds(5), () -> {
			if (!answered[0] && attempt <= RESENDS.size()) {
				after(RESENDS.get(attempt - 1), () -> send(notification, attempt + 1));
			}
		});
	}

	private boolean receive(ContractNotification notification, boolean spoilable) {
		if (this.store.isDown() || (spoilable && spoilt("probe, answered 401", 0.05))) {
			return false;
		}
		if (this.skew.abs().compareTo(TestPlatform.SKEW) > 0) {
			count("stale by our clock, answered 401");
			return false;
		}
		count("deliveries");
		if (spoilable && spoilt("dies before the commit", 0.04)) {
			this.store.arm(Crash.BEFORE_COMMIT);
		}
		else if (spoilable && spoilt("dies after the commit", 0.04)) {
			this.store.arm(Crash.AFTER_COMMIT);
		}
		this.effectFails = spoilable && spoilt("effect may fail", 0.05);
		NotificationAnswer[] answer = new NotificationAnswer[1];
		attempt(() -> answer[0] = this.inbox
			.accept(new NotificationDelivery(notification, TestNotifications.unsigned(), LIMIT))
			.block(LIMIT));
		this.effectFails = false;
		if (answer[0] != NotificationAnswer.ACKNOWLEDGED) {
			return false;
		}
		this.acknowledged.merge(notification.kind() + " " + notification.outContractCode(), 1, Integer::sum);
		return !(spoilable && spoilt("acknowledgement lost", 0.05));
	}

	/** The reconciler looks when something is due, and rests at random. */
	private void plan() {
		this.database.findDueContracts(List.of(MCHID), Instant.MAX, 1).forEach((contract) -> {
			Instant due = Objects.requireNonNull(contract.nextQueryAt()).minus(this.skew);
			if (due.plusSeconds(61).isBefore(this.planned)) {
				Duration wait = due.isAfter(this.now) ? Duration.between(this.now, due) : Duration.ZERO;
				this.planned = this.now.plus(wait).plusMillis(500 + this.random.nextInt(60_000));
				after(Duration.between(this.now, this.planned), this::reconcile);
			}
		});
	}

	private void reconcile() {
		this.planned = Instant.MAX;
		if (this.store.isDown()) {
			return;
		}
		count("rounds");
		if (spoilt("dies after a claim", 0.02)) {
			this.store.arm(Crash.AFTER_CLAIM);
		}
		this.effectFails = spoilt("listener of a query may fail", 0.02);
		this.reconciler.round().onErrorComplete().subscribe();
		this.timers.advanceTimeBy(Duration.ofSeconds(2));
		this.effectFails = false;
		died();
	}

	private void tidyUp() {
		attempt(() -> this.retention.tidyUp().block(LIMIT));
	}

	/** Whatever fails: what counts is what is in the database. */
	private boolean attempt(Runnable work) {
		try {
			work.run();
			died();
			return true;
		}
		catch (RuntimeException ex) {
			died();
			return false;
		}
	}

	private void die() {
		this.store.crash();
		died();
	}

	private void died() {
		this.store.arm(Crash.NONE);
		if (this.store.isDown()) {
			count("restarts");
			start();
			after(Duration.ofSeconds(1 + this.random.nextInt(900)), this.store::restart);
		}
	}

	private boolean spoilt(String what, double share) {
		boolean spoilt = this.now.isBefore(START.plus(FAULTS_END)) && this.random.nextDouble() < share;
		if (spoilt) {
			count(what);
		}
		return spoilt;
	}

	private void count(String what) {
		this.happened.merge(what, 1, Integer::sum);
	}

	private void after(Duration delay, Runnable work) {
		this.steps.add(new Step(this.now.plus(delay), this.order++, work));
	}

	/** A step of an hour is noticed and mended after some time. */
	private void stepClock() {
		this.skew = anySkew();
		if (this.random.nextInt(4) == 0) {
			this.skew = this.skew.plusHours(this.random.nextBoolean() ? 1 : -1);
			count("clock is an hour wrong");
			after(Duration.ofSeconds(60 + this.random.nextInt(20_000)), () -> this.skew = anySkew());
		}
	}

	private Duration anySkew() {
		return Duration.ofSeconds(this.random.nextInt(480) - 240);
	}

	private record Step(Instant time, long order, Runnable work) implements Comparable<Step> {

		@Override
		public int compareTo(Step other) {
			int byTime = this.time.compareTo(other.time);
			return (byTime != 0) ? byTime : Long.compare(this.order, other.order);
		}

	}

	/** This host's clock, which is wrong. */
	private final class NodeClock extends Clock {

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(java.time.ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return SimulatedWorld.this.now.plus(SimulatedWorld.this.skew);
		}

	}

	/**
	 * Compares the ledger with the truth.
	 */
	private final class Verdict {

		private final List<String> problems = new ArrayList<>();

		List<String> problems() {
			SimulatedWorld.this.intents.keySet().forEach(this::compare);
			SimulatedWorld.this.database.findParkedNotifications(List.of(MCHID), 100)
				.forEach((parked) -> this.problems.add("parked: " + parked.id() + " " + parked.reason()));
			return this.problems;
		}

		private void compare(String code) {
			Truth truth = SimulatedWorld.this.wechatPay.truths().get(code);
			ContractRecord contract = SimulatedWorld.this.database.findContract(MCHID, code).orElse(null);
			if (contract == null) {
				same(code, "unrecorded session", null, truth);
				return;
			}
			LedgerState state = (truth != null) ? truth.state() : LedgerState.EXPIRED;
			same(code, "state", state, contract.state());
			count("ends " + state);
			if (truth != null && truth.signedAt != null) {
				same(code, "contract id", truth.contractId(), contract.contractId());
				same(code, "signed at", truth.signedAt, contract.signedAt());
				same(code, "terminated at", truth.terminatedAt, contract.terminatedAt());
				same(code, "mode", truth.mode, contract.terminationMode());
			}
			effects(code, contract);
		}

		private void effects(String code, ContractRecord contract) {
			List<ContractEvent> events = SimulatedWorld.this.store.committed()
				.stream()
				.filter(ContractEvent.class::isInstance)
				.map(ContractEvent.class::cast)
				.filter((event) -> event.contract().outContractCode().equals(code))
				.toList();
			long expired = events.stream().filter(ContractExpired.class::isInstance).count();
			long signed = events.stream().filter(ContractSigned.class::isInstance).count();
			long terminated = events.stream().filter(ContractTerminated.class::isInstance).count();
			boolean ended = contract.state() == LedgerState.TERMINATED;
			between(code, "ContractExpired", (contract.state() == LedgerState.EXPIRED) ? 1 : 0, expired,
					SimulatedWorld.this.intents.get(code));
			between(code, "ContractSigned", contract.isSigned() ? 1 : 0, signed,
					(ended || contract.isSigned()) ? 1 : 0);
			between(code, "ContractTerminated", ended ? 1 : 0, terminated, ended ? 1 : 0);
			if (ended && signed == 0) {
				count("termination overtook the signing");
			}
			for (int i = 1; i < events.size(); i++) {
				if (events.get(i - 1) instanceof ContractExpired && events.get(i) instanceof ContractSigned) {
					count("signed after it had expired here");
				}
			}
			handled(code, NotificationKind.SIGNED, ended);
			handled(code, NotificationKind.TERMINATED, false);
		}

		private void handled(String code, NotificationKind kind, boolean mayBeOvertaken) {
			long handled = SimulatedWorld.this.store.committed()
				.stream()
				.filter(ContractNotification.class::isInstance)
				.map(ContractNotification.class::cast)
				.filter((notification) -> notification.kind() == kind && notification.outContractCode().equals(code))
				.count();
			boolean acknowledged = SimulatedWorld.this.acknowledged.containsKey(kind + " " + code);
			between(code, "handler " + kind, (acknowledged && !mayBeOvertaken) ? 1 : 0, handled, 1);
		}

		private void between(String code, String what, long least, long actual, long most) {
			if (actual < least || actual > most) {
				this.problems.add("%s: %s %d times, not %d to %d".formatted(code, what, actual, least, most));
			}
		}

		private void same(String code, String what, Object truth, Object ledger) {
			if (!Objects.equals(truth, ledger)) {
				this.problems.add("%s: %s is %s, but %s here".formatted(code, what, truth, ledger));
			}
		}

	}

}
