package io.github.wechatpaycontract.boot.jdbc;

import java.time.Duration;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Stores in databases that tests use again and again.
 */
public final class TestLedger {

	private TestLedger() {
	}

	/**
	 * Creates a store.
	 * @param dataSource where its tables are or shall be
	 * @return the store, without records
	 */
	public static JdbcLedgerStore emptyStore(DataSource dataSource) {
		new LedgerSchema(dataSource).initialize();
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		jdbc.update("delete from wechatpay_contract");
		jdbc.update("delete from wechatpay_notification");
		return new JdbcLedgerStore(dataSource, new JdbcTransactionManager(dataSource), Duration.ofSeconds(10));
	}

}
