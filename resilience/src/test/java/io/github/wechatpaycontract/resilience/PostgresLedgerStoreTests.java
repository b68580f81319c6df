package io.github.wechatpaycontract.resilience;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wechatpaycontract.boot.jdbc.AbstractLedgerStoreTests;
import io.github.wechatpaycontract.boot.jdbc.TestLedger;
import io.github.wechatpaycontract.ledger.LedgerStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * The store in PostgreSQL.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresLedgerStoreTests extends AbstractLedgerStoreTests {

	private HikariDataSource dataSource;

	@BeforeAll
	void connect() {
		this.dataSource = TestDatabase.postgres().pool("store");
	}

	@AfterAll
	void disconnect() {
		this.dataSource.close();
	}

	@Override
	protected LedgerStore createStore() {
		return TestLedger.emptyStore(this.dataSource);
	}

}
