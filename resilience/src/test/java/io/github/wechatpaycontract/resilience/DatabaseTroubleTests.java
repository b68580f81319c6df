package io.github.wechatpaycontract.resilience;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database that hangs, is slow, or has no connection left: answers come in time, what
 * is sent again takes effect once, and the rest of the application goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTroubleTests {

	private static final Duration PATIENCE = Duration.ofMillis(4_500);

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private LedgerDatabase database;

	private Sender sender;

	private NodeProcess node;

	@BeforeAll
	void start() {
		this.database = LedgerDatabase.create(TestDatabase.postgres(), "trouble");
		this.node = new NodeProcess(this.database, Map.of()).start();
	}

	@AfterAll
	void stop() {
		this.node.close();
		this.database.close();
	}

	@BeforeEach
	void open() {
		this.database.clear();
		this.sender = new Sender(this.database, 60);
	}

	@AfterEach
	void close() {
		this.sender.close();
	}

	private List<PlannedNotification> open(int contracts) {
		List<PlannedNotification> planned = IntStream.range(0, contracts)
			.mapToObj((i) -> PlannedNotification.signed("c" + i))
			.toList();
		this.database.open(planned);
		return planned;
	}

	private List<Attempt> sendAll(List<PlannedNotification> planned) {
		return Flux.fromIterable(planned)
			.flatMap((notification) -> this.sender.send(notification, this.node.port()), 60)
			.collectList()
			.block(LIMIT);
	}

	private void deliverAll(List<PlannedNotification> planned) {
		Flux.fromIterable(planned)
			.flatMap((notification) -> this.sender.deliver(notification, this.node::port), 60)
			.then()
			.block(LIMIT);
		assertThat(Figures.longest(this.sender.history())).isLessThan(Scale.patience(PATIENCE));
		Audit.check(this.database, this.sender, planned);
	}

	@Test
	@Tag("case-111")
	void contractWhenLockedElsewhereLeavesPoolToApplication() throws SQLException {
		List<PlannedNotification> planned = open(20);
		try (Connection connection = this.database.dataSource().getConnection()) {
			connection.setAutoCommit(false);
			connection.createStatement().execute("select * from wechatpay_contract for update");
			Flux<Attempt> answers = Flux.fromIterable(planned)
				.flatMap((notification) -> this.sender.send(notification, this.node.port()), 60)
				.cache();
			answers.subscribe();
			Await.until("transactions wait", LIMIT, () -> waiting() > 0);
			assertThat(this.node.get("/effects", Duration.ofSeconds(2))).isEqualTo(200);
			assertThat(answers.collectList().block(LIMIT)).extracting(Attempt::status).containsOnly(500);
			connection.rollback();
		}
		deliverAll(planned);
	}

	private int waiting() {
		return this.database.jdbc()
			.queryForObject("select count(*) from pg_stat_activity where wait_event_type = 'Lock'", Integer.class);
	}

	@Test
	@Tag("case-111")
	void connectionsWhenApplicationHoldsThemAllAreMissedInTime() {
		List<PlannedNotification> planned = open(10);
		int held = this.node.request("POST", "/hold", Duration.ofSeconds(5));
		assertThat(held).isEqualTo(200);
		assertThat(sendAll(planned)).extracting(Attempt::status).containsOnly(500);
		assertThat(this.node.get("/hello", Duration.ofSeconds(2))).isEqualTo(200);
		assertThat(this.node.request("POST", "/release", Duration.ofSeconds(5))).isEqualTo(200);
		deliverAll(planned);
	}

	@Test
	@Tag("case-111")
	void databaseWhenItHangsIsMissedInTime() {
		List<PlannedNotification> planned = open(10);
		this.database.server().hang();
		try {
			assertThat(sendAll(planned)).extracting(Attempt::status).containsOnly(500);
			assertThat(this.node.get("/hello", Duration.ofSeconds(2))).isEqualTo(200);
		}
		finally {
			this.database.server().goOn();
		}
		deliverAll(planned);
	}

	@Test
	@Tag("case-112")
	void commitWhenSlowIsNotAcknowledgedAndNotRepeated() {
		List<PlannedNotification> planned = open(1);
		this.database.jdbc().execute("""
				create function slow() returns trigger language plpgsql as
				$$ begin perform pg_sleep(6); return null; end $$""");
		this.database.jdbc().execute("""
				create constraint trigger slow after insert on effect
				deferrable initially deferred for each row execute function slow()""");
		assertThat(sendAll(planned)).extracting(Attempt::status).containsOnly(500);
		this.database.jdbc().execute("alter table effect disable trigger slow");
		deliverAll(planned);
		assertThat(this.database.effects()).hasSize(1);
	}

	@Test
	@Tag("case-115")
	void tableWhenItHasColumnsOfTheNextVersionStillServes() {
		List<PlannedNotification> planned = open(10);
		sendAll(planned.subList(0, 5));
		this.database.jdbc().execute("alter table wechatpay_contract add column next_version varchar(10)");
		this.database.jdbc().execute("alter table wechatpay_notification add column next_version varchar(10)");
		assertThat(sendAll(planned)).extracting(Attempt::status).containsOnly(204);
		try (NodeProcess another = new NodeProcess(this.database, Map.of()).start()) {
			assertThat(another.isAnswering()).isTrue();
		}
		Audit.check(this.database, this.sender, planned);
	}

}
