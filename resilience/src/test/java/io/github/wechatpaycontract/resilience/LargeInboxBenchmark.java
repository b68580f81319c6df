package io.github.wechatpaycontract.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures what a long inbox costs: the same notifications, in turn, to a node whose
 * inbox is empty and to one whose inbox has a million finished rows, on one server.
 * <p>
 * Arguments: {@code postgres} or {@code mariadb}, the number of rows (1,000,000), the
 * number of notifications (2,000).
 */
public final class LargeInboxBenchmark {

	private static final int WARM_UP = 500;

	private LargeInboxBenchmark() {
	}

	public static void main(String... arguments) {
		TestDatabase server = (arguments.length > 0 && arguments[0].equals("mariadb")) ? TestDatabase.mariadb()
				: TestDatabase.postgres();
		int rows = (arguments.length > 1) ? Integer.parseInt(arguments[1]) : 1_000_000;
		int notifications = (arguments.length > 2) ? Integer.parseInt(arguments[2]) : 2_000;
		try (LedgerDatabase empty = LedgerDatabase.create(server, "inbox_empty");
				LedgerDatabase large = LedgerDatabase.create(server, "inbox_large")) {
			FinishedRows.insert(large, rows);
			large.jdbc()
				.execute((server instanceof MariadbDatabase) ? "analyze table wechatpay_notification" : "analyze");
			measure(server, empty, large, rows, notifications);
			retention(server, large);
		}
		System.exit(0);
	}

	private static void measure(TestDatabase server, LedgerDatabase empty, LedgerDatabase large, int rows,
			int notifications) {
		List<PlannedNotification> planned = IntStream.range(0, WARM_UP + notifications)
			.mapToObj((i) -> PlannedNotification.signed("new" + i))
			.toList();
		empty.open(planned);
		large.open(planned);
		List<Long> emptyTimes = new ArrayList<>();
		List<Long> largeTimes = new ArrayList<>();
		try (NodeProcess emptyNode = new NodeProcess(empty, Map.of()).start();
				NodeProcess largeNode = new NodeProcess(large, Map.of()).start();
				Sender emptySender = new Sender(empty, 1);
				Sender largeSender = new Sender(large, 1)) {
			for (int i = 0; i < planned.size(); i++) {
				PlannedNotification notification = planned.get(i);
				for (int turn = 0; turn < 2; turn++) {
					boolean first = (i + turn) % 2 == 0;
					long took = first ? send(emptySender, emptyNode, notification)
							: send(largeSender, largeNode, notification);
					if (i >= WARM_UP) {
						(first ? emptyTimes : largeTimes).add(took);
					}
				}
			}
		}
		emptyTimes.sort(null);
		largeTimes.sort(null);
		double ratio = (double) Figures.percentile(largeTimes, 50) / Figures.percentile(emptyTimes, 50);
		Figures
			.print(("%s, %d rows: median %d µs, p99 %d µs; empty: median %d µs, p99 %d µs; ratio of the medians %.2f")
				.formatted(server, rows, Figures.percentile(largeTimes, 50), Figures.percentile(largeTimes, 99),
						Figures.percentile(emptyTimes, 50), Figures.percentile(emptyTimes, 99), ratio));
		inserts(server, large);
	}

	private static long send(Sender sender, NodeProcess node, PlannedNotification notification) {
		Attempt attempt = sender.send(notification, node.port()).block(Duration.ofSeconds(20));
		if (!attempt.isAcknowledged()) {
			throw new IllegalStateException(attempt.toString());
		}
		return attempt.took().toNanos() / 1_000;
	}

	/** One row, one transaction. */
	private static void inserts(TestDatabase server, LedgerDatabase large) {
		List<Long> times = new ArrayList<>();
		for (int i = 0; i < 2_000; i++) {
			long start = System.nanoTime();
			large.jdbc()
				.update("""
						insert into wechatpay_notification (mchid, notification_id, fact, fingerprint, event_type, state,
						attempts, received_at) values ('1', ?, ?, ?, 'ENTRUST.SIGN', 'FAILED', 1, current_timestamp)""",
						"insert" + i, "SIGNED insert" + i, "%064x".formatted(i));
			times.add((System.nanoTime() - start) / 1_000);
		}
		times.sort(null);
		Figures.print("%s, insert into the long inbox: median %d µs, p99 %d µs".formatted(server,
				Figures.percentile(times, 50), Figures.percentile(times, 99)));
	}

	private static void retention(TestDatabase server, LedgerDatabase large) {
		long start = System.nanoTime();
		Instant kept = Instant.now().minus(Duration.ofDays(30));
		int deleted = 0;
		int batch;
		do {
			batch = large.store().deleteFinishedNotifications(kept, 1_000);
			deleted += batch;
		}
		while (batch > 0);
		Figures.print("%s, retention: %d rows deleted in %d ms".formatted(server, deleted,
				Duration.ofNanos(System.nanoTime() - start).toMillis()));
	}

}
