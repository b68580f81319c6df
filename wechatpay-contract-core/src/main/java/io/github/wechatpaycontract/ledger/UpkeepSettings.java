package io.github.wechatpaycontract.ledger;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a ledger keeps itself right.
 *
 * @param reconciled whether WeChat Pay is asked about what no notification said
 * @param queriesPerSecond the pace of this host
 * @param pollInterval how often to look for what is due, on average; at most 365 days
 * @param confirmSignedEvery how often to ask whether a signed contract still is,
 * {@code null} for never
 * @param retention how long finished notifications are kept that were not the first to
 * say what they say, at least {@link #SHORTEST_RETENTION}
 */
public record UpkeepSettings(boolean reconciled, int queriesPerSecond, Duration pollInterval,
		@Nullable Duration confirmSignedEvery, Duration retention) {

	/**
	 * WeChat Pay's longest schedule known sends a notification again for 24 hours and 4
	 * minutes.
	 */
	public static final Duration SHORTEST_RETENTION = Duration.ofHours(25);

	private static final Duration LONGEST_INTERVAL = Duration.ofDays(365);

	/**
	 * Ten queries a second, no confirmation, thirty days.
	 */
	public static final UpkeepSettings DEFAULTS = new UpkeepSettings(true, 10, Duration.ofSeconds(5), null,
			Duration.ofDays(30));

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if the pace or an interval is not positive, the
	 * poll interval is longer than 365 days, or the retention is too short
	 */
	public UpkeepSettings {
		if (queriesPerSecond <= 0) {
			throw new IllegalArgumentException("queriesPerSecond must be positive");
		}
		if (pollInterval.isNegative() || pollInterval.isZero() || pollInterval.compareTo(LONGEST_INTERVAL) > 0) {
			throw new IllegalArgumentException("pollInterval must be positive, and at most 365 days");
		}
		if (confirmSignedEvery != null && (confirmSignedEvery.isNegative() || confirmSignedEvery.isZero())) {
			throw new IllegalArgumentException("confirmSignedEvery must be positive");
		}
		if (retention.compareTo(SHORTEST_RETENTION) < 0) {
			throw new IllegalArgumentException(
					"retention must be at least 25 hours, since notifications are sent again for so long");
		}
	}

}
