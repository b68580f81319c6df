package io.github.wechatpaycontract.boot.jdbc;

import io.github.wechatpaycontract.ledger.LedgerStore;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/**
 * The store in H2.
 */
class H2LedgerStoreTests extends AbstractLedgerStoreTests {

	private static final JdbcConnectionPool dataSource = JdbcConnectionPool
		.create("jdbc:h2:mem:ledger-store;DB_CLOSE_DELAY=60", "sa", "");

	@AfterAll
	static void dispose() {
		dataSource.dispose();
	}

	@Override
	protected LedgerStore createStore() {
		return TestLedger.emptyStore(dataSource);
	}

}
