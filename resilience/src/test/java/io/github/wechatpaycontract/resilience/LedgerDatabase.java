package io.github.wechatpaycontract.resilience;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wechatpaycontract.boot.jdbc.JdbcLedgerStore;
import io.github.wechatpaycontract.boot.jdbc.LedgerSchema;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A database with the tables of a ledger and of the nodes, and the test's own view of it.
 */
final class LedgerDatabase implements AutoCloseable {

	private final TestDatabase server;

	private final String name;

	private final HikariDataSource dataSource;

	private final JdbcTemplate jdbc;

	private final JdbcLedgerStore store;

	private LedgerDatabase(TestDatabase server, String name) {
		this.server = server;
		this.name = name;
		this.dataSource = server.pool(name);
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.store = new JdbcLedgerStore(this.dataSource, new JdbcTransactionManager(this.dataSource),
				Duration.ofSeconds(30));
	}

	static LedgerDatabase create(TestDatabase server, String name) {
		LedgerDatabase database = new LedgerDatabase(server, name);
		new LedgerSchema(database.dataSource).initialize();
		database.jdbc.execute(LedgerNode.EFFECTS);
		return database;
	}

	TestDatabase server() {
		return this.server;
	}

	String url() {
		return this.server.url(this.name);
	}

	HikariDataSource dataSource() {
		return this.dataSource;
	}

	JdbcTemplate jdbc() {
		return this.jdbc;
	}

	JdbcLedgerStore store() {
		return this.store;
	}

	/**
	 * Opens the contracts that will be notified.
	 */
	void open(Collection<PlannedNotification> planned) {
		this.store.<Boolean>inTransaction((transaction) -> {
			planned.forEach((notification) -> transaction.insertContract(notification.contract()));
			return true;
		});
	}

	/** Starts over with empty tables. */
	void clear() {
		this.jdbc.update("delete from effect");
		this.jdbc.update("delete from wechatpay_contract");
		this.jdbc.update("delete from wechatpay_notification");
	}

	/** Returns one {@code STATE code} for each committed effect. */
	List<String> effects() {
		return this.jdbc.queryForList("select concat(kind, ' ', out_contract_code) from effect", String.class);
	}

	boolean hasEffect(PlannedNotification notification) {
		Integer rows = this.jdbc.queryForObject("select count(*) from effect where kind = ? and out_contract_code = ?",
				Integer.class, notification.state().name(), notification.code());
		return rows != null && rows > 0;
	}

	/** Returns what is committed about a notification. */
	String describe(PlannedNotification notification) {
		return "notification %s, contract %s, effects %s".formatted(
				this.jdbc.queryForList("select state, attempts, received_at, finished_at from wechatpay_notification"
						+ " where notification_id = ?", notification.id()),
				this.jdbc.queryForList("select state from wechatpay_contract where out_contract_code = ?",
						notification.code()),
				this.jdbc.queryForList("select id, kind from effect where out_contract_code = ?", notification.code()));
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

}
