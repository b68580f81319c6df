package io.github.wechatpaycontract.resilience;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.wechatpaycontract.simulator.SignedNotification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same notification, many times at once, over three processes.
 */
abstract class AbstractDuplicateTests {

	private static final int CONNECTIONS = 300;

	private static final Duration LIMIT = Duration.ofMinutes(5);

	/** As long as WeChat Pay waits. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private LedgerDatabase database;

	private Sender sender;

	abstract TestDatabase server();

	@BeforeEach
	void open() {
		this.database = LedgerDatabase.create(server(), "duplicates");
		this.sender = new Sender(this.database, CONNECTIONS);
	}

	@AfterEach
	void close() {
		this.sender.close();
		this.database.close();
	}

	@Test
	@Tag("case-42")
	@Tag("case-99")
	@Tag("case-103")
	@Tag("case-104")
	void duplicatesWhenTheyComeAtOnceHaveOneEffect() {
		try (Cluster cluster = Cluster.start(this.database, 3, Map.of())) {
			duplicatesOfOne(cluster, "one notification");
			this.sender.close();
			this.database.clear();
			this.sender = new Sender(this.database, CONNECTIONS);
			duplicatesOfMany(cluster);
		}
	}

	@Test
	@Tag("case-103")
	@EnabledForJreRange(min = JRE.JAVA_21)
	void duplicatesWhenThreadsAreVirtualHaveOneEffect() {
		try (Cluster cluster = Cluster.start(this.database, 3, Map.of("spring.threads.virtual.enabled", true))) {
			duplicatesOfOne(cluster, "one notification, virtual threads");
		}
	}

	/** Signed some times, sent many times; a few say the same under another id. */
	private void duplicatesOfOne(Cluster cluster, String what) {
		int copies = Scale.of(1_000, 10_000);
		PlannedNotification planned = PlannedNotification.signed("bicycle17");
		List<PlannedNotification> news = List.of(planned, planned.underId("second"), planned.underId("third"));
		this.database.open(List.of(planned));
		List<SignedNotification> signed = Stream.generate(() -> this.sender.sign(planned)).limit(100).toList();
		List<SignedNotification> others = news.stream().map(this.sender::sign).toList();
		Flux.range(0, copies).flatMap((i) -> {
			int port = cluster.node(i).port();
			return (i % 100 == 1) ? this.sender.send(news.get(i / 100 % 3), others.get(i / 100 % 3), port)
					: this.sender.send(planned, signed.get(i / 3 % 100), port);
		}, CONNECTIONS).then().block(LIMIT);
		finish(cluster, what, news);
		assertThat(this.database.effects()).hasSize(1);
	}

	private void duplicatesOfMany(Cluster cluster) {
		List<PlannedNotification> planned = IntStream.range(0, Scale.of(60, 334))
			.mapToObj((i) -> PlannedNotification.signed("c" + i))
			.toList();
		this.database.open(planned);
		List<SignedNotification> signed = planned.stream().map(this.sender::sign).toList();
		Flux.range(0, planned.size())
			.flatMap((contract) -> Flux.range(0, 30)
				.flatMap((i) -> this.sender.send(planned.get(contract), signed.get(contract), cluster.node(i).port()),
						30),
					10)
			.then()
			.block(LIMIT);
		finish(cluster, planned.size() + " contracts, 30 of each", planned);
		assertThat(this.database.effects()).hasSize(planned.size());
	}

	/** What was answered with 5xx is sent again. */
	private void finish(Cluster cluster, String what, List<PlannedNotification> planned) {
		List<Attempt> first = this.sender.history();
		Figures.print("%s, %s".formatted(server(), what), first);
		assertThat(first).allMatch((attempt) -> attempt.isAcknowledged() || attempt.status() / 100 == 5);
		assertThat(Figures.longest(first)).isLessThan(Scale.patience(PATIENCE));
		Flux.fromIterable(planned)
			.concatMap((notification) -> this.sender.deliver(notification, () -> cluster.any().port()))
			.then()
			.block(LIMIT);
		Audit.check(this.database, this.sender, planned);
	}

}
