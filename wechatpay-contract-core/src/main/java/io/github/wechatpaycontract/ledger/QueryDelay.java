package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How late WeChat Pay is asked about what is due. All that is due waits in one line, so
 * this tells whether the pace is enough. To be late for a while is no trouble, after a
 * pause of the application for example; to stay late is.
 */
final class QueryDelay {

	private static final Logger logger = LoggerFactory.getLogger(QueryDelay.class);

	private static final Duration LATE = Duration.ofMinutes(5);

	private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(10);

	private final Duration tolerated;

	private final LongSupplier nanoTime;

	private Duration current = Duration.ZERO;

	private @Nullable Long warnAt;

	/**
	 * Creates the delay: none yet.
	 * @param pollInterval how long nobody looks, on average
	 * @param nanoTime the time that passes, whatever clocks say
	 */
	QueryDelay(Duration pollInterval, LongSupplier nanoTime) {
		this.tolerated = LATE.plus(pollInterval.multipliedBy(2));
		this.nanoTime = nanoTime;
	}

	/**
	 * Takes note of what is due, and warns when it stays late.
	 * @param due the contracts, waiting longest first
	 * @param now the time
	 */
	synchronized void note(List<ContractRecord> due, Instant now) {
		this.current = due.isEmpty() ? Duration.ZERO
				: Duration.between(Objects.requireNonNull(due.get(0).nextQueryAt()), now);
		if (this.current.compareTo(this.tolerated) <= 0) {
			this.warnAt = null;
		}
		else if (this.warnAt == null) {
			this.warnAt = this.nanoTime.getAsLong() + this.tolerated.toNanos();
		}
		else if (this.nanoTime.getAsLong() - this.warnAt >= 0) {
			this.warnAt = this.nanoTime.getAsLong() + BETWEEN_WARNINGS.toNanos();
			logger
				.warn("WeChat Pay is asked {} minutes late what became of contracts, and has been for some time. Raise"
						+ " wechatpay.ledger.reconciliation.queries-per-second, or confirm signed contracts more rarely",
						this.current.toMinutes());
		}
	}

	/**
	 * Returns for how long what waits longest had been due, when it was last looked for.
	 */
	synchronized Duration current() {
		return this.current;
	}

}
