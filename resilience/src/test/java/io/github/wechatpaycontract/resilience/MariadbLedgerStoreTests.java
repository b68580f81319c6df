package io.github.wechatpaycontract.resilience;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wechatpaycontract.boot.jdbc.AbstractLedgerStoreTests;
import io.github.wechatpaycontract.boot.jdbc.TestLedger;
import io.github.wechatpaycontract.ledger.LedgerStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * The store in MariaDB.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariadbLedgerStoreTests extends AbstractLedgerStoreTests {

	private HikariDataSource dataSource;

	@BeforeAll
	void connect() {
		this.dataSource = TestDatabase.mariadb().pool("store");
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
