package io.github.wechatpaycontract.resilience;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database that ends without a word while notifications come.
 */
abstract class AbstractDatabaseKillTests {

	private LedgerDatabase database;

	private Sender sender;

	abstract TestDatabase server();

	@BeforeEach
	void open() {
		this.database = LedgerDatabase.create(server(), "database_kills");
		this.sender = new Sender(this.database, 60);
	}

	@AfterEach
	void close() {
		this.sender.close();
		this.database.close();
	}

	@Test
	@Tag("case-110")
	@Tag("case-111")
	void databaseWhenKilledLosesNothingAndDoublesNothing() {
		int kills = Scale.of(1, 20);
		try (Cluster cluster = Cluster.start(this.database, 2, Map.of());
				Load load = Load.start(this.database, this.sender, () -> cluster.any().port())) {
			for (int i = 0; i < kills; i++) {
				Await.pause(Duration.ofMillis(500 + ThreadLocalRandom.current().nextInt(500)));
				server().kill();
				int before = this.sender.history().size();
				Await.until("an answer while the database is down", Duration.ofSeconds(10),
						() -> Figures.count(since(before), 500, 599) > 0);
				assertThat(cluster.any().get("/hello", Duration.ofSeconds(5))).isEqualTo(200);
				server().start();
				int after = this.sender.history().size();
				Await.until("acknowledged again", TestDatabase.START, () -> Figures.count(since(after), 204, 204) > 0);
			}
			List<PlannedNotification> planned = load.finish();
			Figures.print("%s, %d kills of the database, %d notifications".formatted(server(), kills, planned.size()),
					this.sender.history());
			assertThat(Figures.longest(this.sender.history())).isLessThan(Scale.patience(Duration.ofMillis(4_500)));
			Audit.check(this.database, this.sender, planned);
		}
	}

	private List<Attempt> since(int before) {
		List<Attempt> history = this.sender.history();
		return history.subList(before, history.size());
	}

}
