package io.github.wechatpaycontract.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node that is asked to end while notifications are under way.
 */
class SigtermTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	@Test
	@Tag("case-160")
	void nodeWhenTerminatedAcknowledgesOnlyWhatIsCommitted() {
		int rounds = Scale.of(1, 5);
		try (LedgerDatabase database = LedgerDatabase.create(TestDatabase.postgres(), "sigterm");
				Sender sender = new Sender(database, 60);
				NodeProcess survivor = new NodeProcess(database, Map.of("node.obedient", true)).start();
				NodeProcess node = new NodeProcess(database, Map.of("node.obedient", true))) {
			List<PlannedNotification> planned = new ArrayList<>();
			for (int round = 0; round < rounds; round++) {
				List<PlannedNotification> now = notifications(round);
				database.open(now);
				planned.addAll(now);
				node.start();
				int before = sender.history().size();
				Flux<Attempt> answers = Flux.fromIterable(now)
					.flatMap((notification) -> sender.send(notification, node.port()), 60)
					.cache();
				answers.subscribe();
				Await.until("handlers at work", LIMIT, () -> sender.history().size() > before);
				node.terminate();
				answers.then().block(LIMIT);
				node.awaitEnd();
			}
			Figures.print("Postgres, %d times SIGTERM".formatted(rounds), sender.history());
			assertThat(sender.history()).allMatch((attempt) -> attempt.isAcknowledged() || attempt.status() == 503);
			Flux.fromIterable(planned)
				.flatMap((notification) -> sender.deliver(notification, survivor::port), 5)
				.then()
				.block(LIMIT);
			Audit.check(database, sender, planned);
		}
	}

	private static List<PlannedNotification> notifications(int round) {
		return IntStream.range(0, 15)
			.mapToObj((i) -> PlannedNotification.signed(LedgerNode.SLOW + round + "n" + i))
			.toList();
	}

}
