package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * When WeChat Pay is asked about a contract: while its session lives, right after it
 * ended, on the two days after, and then only to confirm it. Every time is jittered.
 */
final class QuerySchedule {

	/** How long a session lives, by the official pages. */
	static final Duration SESSION = Duration.ofHours(2);

	/** A payer may finish in the last minute, and clocks differ. */
	static final Duration MARGIN = Duration.ofMinutes(5);

	private static final List<Duration> WHILE_OPEN = Stream.of(1, 3, 10, 30, 60).map(Duration::ofMinutes).toList();

	private static final List<Duration> AFTER_EXPIRY = List.of(Duration.ofDays(1), Duration.ofDays(2));

	private static final Duration SHORTEST_BACK_OFF = Duration.ofMinutes(5);

	private static final Duration LONGEST_BACK_OFF = Duration.ofDays(1);

	/** Nobody says how long that takes. */
	private static final Duration UNDER_WAY = Duration.ofMinutes(30);

	private static final Duration LARGEST_JITTER = Duration.ofMinutes(1);

	private final @Nullable Duration confirmation;

	private final DoubleSupplier random;

	/**
	 * Creates a schedule.
	 * @param confirmation how often a signed contract is confirmed, {@code null} for
	 * never
	 * @param random gives numbers from 0 to 1
	 */
	QuerySchedule(@Nullable Duration confirmation, DoubleSupplier random) {
		this.confirmation = confirmation;
		this.random = random;
	}

	/**
	 * Returns when to ask about a contract next.
	 * @param contract the contract
	 * @param now the time
	 * @return the time, {@code null} for never
	 */
	@Nullable Instant next(ContractRecord contract, Instant now) {
		return switch (contract.state()) {
			case PENDING -> firstAfter(now, whilePending(contract)).orElseGet(() -> backedOff(contract, now));
			case EXPIRED -> firstAfter(now, AFTER_EXPIRY.stream().map(contract.expiresAt()::plus)).orElse(null);
			case SIGNED -> whileSigned(contract, now);
			case TERMINATED -> null;
		};
	}

	/**
	 * Returns when to ask about a contract again that is about to be asked about, if no
	 * answer comes.
	 * @param contract the contract
	 * @param now the time
	 * @return the time, {@code null} for never
	 */
	@Nullable Instant afterClaim(ContractRecord contract, Instant now) {
		Instant next = next(contract, now);
		return switch (contract.state()) {
			case PENDING -> next;
			case EXPIRED, SIGNED -> earlier(next, backedOff(contract, now));
			case TERMINATED -> null;
		};
	}

	/**
	 * Returns when to ask about a contract again that is between two states.
	 * @param contract the contract
	 * @param now the time
	 * @return the time
	 */
	Instant underWay(ContractRecord contract, Instant now) {
		return earlier(next(contract, now), jittered(now, UNDER_WAY));
	}

	private static Instant earlier(@Nullable Instant next, Instant other) {
		return (next != null && next.isBefore(other)) ? next : other;
	}

	/**
	 * Returns whether signed contracts are confirmed.
	 */
	boolean confirms() {
		return this.confirmation != null;
	}

	/**
	 * Returns when to confirm a contract that nobody was going to, each at another time
	 * within the interval.
	 * @param now the time
	 * @return the time
	 */
	Instant firstConfirmation(Instant now) {
		Duration interval = Objects.requireNonNull(this.confirmation, "nothing is confirmed");
		return now.plusNanos((long) (interval.toNanos() * this.random.getAsDouble())).truncatedTo(ChronoUnit.MICROS);
	}

	/**
	 * Returns when to ask about a contract that gave reason to.
	 * @param now the time
	 * @return the time, soon
	 */
	Instant soon(Instant now) {
		return jittered(now, Duration.ofSeconds(1));
	}

	/**
	 * Returns when to ask about a contract whose termination is about to be sent, if its
	 * outcome does not become known before.
	 * @param now the time
	 * @return the time, after any call has ended
	 */
	Instant afterTermination(Instant now) {
		return jittered(now, SHORTEST_BACK_OFF);
	}

	private static Stream<Instant> whilePending(ContractRecord contract) {
		Instant sessionStart = contract.expiresAt().minus(SESSION);
		return Stream.concat(WHILE_OPEN.stream().map(sessionStart::plus), Stream.of(contract.expiresAt().plus(MARGIN)));
	}

	private @Nullable Instant whileSigned(ContractRecord contract, Instant now) {
		if (contract.contractId() == null) {
			return backedOff(contract, now);
		}
		return (this.confirmation != null) ? jittered(now, this.confirmation) : null;
	}

	private Optional<Instant> firstAfter(Instant now, Stream<Instant> times) {
		return times.filter(now::isBefore).findFirst().map((time) -> jittered(now, Duration.between(now, time)));
	}

	/** What could not be settled is asked ever more rarely, but never given up. */
	private Instant backedOff(ContractRecord contract, Instant now) {
		int doublings = Math.max(0, Math.min(contract.queries() - WHILE_OPEN.size() - 1, 9));
		Duration pause = SHORTEST_BACK_OFF.multipliedBy(1L << doublings);
		return jittered(now, (pause.compareTo(LONGEST_BACK_OFF) < 0) ? pause : LONGEST_BACK_OFF);
	}

	private Instant jittered(Instant now, Duration pause) {
		Duration tenth = pause.dividedBy(10);
		Duration jitter = (tenth.compareTo(LARGEST_JITTER) < 0) ? tenth : LARGEST_JITTER;
		return now.plus(pause)
			.plusNanos((long) (jitter.toNanos() * this.random.getAsDouble()))
			.truncatedTo(ChronoUnit.MICROS);
	}

}
