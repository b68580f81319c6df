package io.github.wechatpaycontract.resilience;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An inbox that has served for long: half of it older than 30 days, and every second
 * notification a repetition.
 */
final class FinishedRows {

	private static final int BATCH = 5_000;

	private FinishedRows() {
	}

	static void insert(LedgerDatabase database, int rows) {
		Instant now = Instant.now();
		JdbcTemplate jdbc = database.jdbc();
		for (int from = 0; from < rows; from += BATCH) {
			List<Object[]> batch = IntStream.range(from, Math.min(rows, from + BATCH))
				.mapToObj((i) -> row(i, now.minus(Duration.ofMinutes(60L * 24 * 60 * (rows - i) / rows))))
				.toList();
			jdbc.batchUpdate("""
					insert into wechatpay_notification (mchid, notification_id, fact, fingerprint, event_type,
					out_contract_code, state, attempts, received_at, finished_at)
					values (?, ?, ?, ?, 'ENTRUST.SIGN', ?, 'DONE', 1, ?, ?)""", batch);
		}
	}

	private static Object[] row(int number, Instant time) {
		String hash = "%032x".formatted(number * 0x9E3779B97F4A7C15L);
		return new Object[] { PlannedNotification.MCHID, "EV-" + hash, (number % 2 == 0) ? "SIGNED old" + number : null,
				hash + hash, "old" + number, Timestamp.from(time), Timestamp.from(time) };
	}

}
