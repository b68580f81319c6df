package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How late WeChat Pay is asked about what is due. All that is due waits in one line, so
 * this tells whether the pace is enough.
 */
final class QueryDelay {

	private static final Logger logger = LoggerFactory.getLogger(QueryDelay.class);

	private static final Duration LATE = Duration.ofMinutes(5);

	private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(10);

	private final Duration tolerated;

	private Duration current = Duration.ZERO;

	private @Nullable Instant warnedAt;

	/**
	 * Creates the delay: none yet.
	 * @param pollInterval how long nobody looks, on average
	 */
	QueryDelay(Duration pollInterval) {
		this.tolerated = LATE.plus(pollInterval.multipliedBy(2));
	}

	/**
	 * Takes note of what is due, and warns when it is late.
	 * @param due the contracts, waiting longest first
	 * @param now the time
	 */
	synchronized void note(List<ContractRecord> due, Instant now) {
		this.current = due.isEmpty() ? Duration.ZERO
				: Duration.between(Objects.requireNonNull(due.get(0).nextQueryAt()), now);
		if (this.current.compareTo(this.tolerated) > 0 && mayWarn(now)) {
			this.warnedAt = now;
			logger.warn("WeChat Pay is asked {} minutes late what became of contracts. If that does not go down,"
					+ " raise wechatpay.ledger.reconciliation.queries-per-second,"
					+ " or confirm signed contracts more rarely", this.current.toMinutes());
		}
	}

	private boolean mayWarn(Instant now) {
		return this.warnedAt == null || !now.isBefore(this.warnedAt.plus(BETWEEN_WARNINGS));
	}

	/**
	 * Returns for how long what waits longest had been due, when it was last looked for.
	 */
	synchronized Duration current() {
		return this.current;
	}

}
