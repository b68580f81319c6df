package io.github.wechatpaycontract.resilience;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wechatpaycontract.boot.jdbc.AbstractLedgerStoreTests;
import io.github.wechatpaycontract.boot.jdbc.TestLedger;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerConflictException;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.ledger.LedgerStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The store in MariaDB.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariadbLedgerStoreTests extends AbstractLedgerStoreTests {

	private static final Instant NOW = Instant.parse("2026-06-08T10:34:56.123456Z");

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

	/** As MariaDB has it by default since 11.6. */
	@Test
	void rowThatChangedSinceItWasReadIsAConflict() {
		insert("bicycle1");
		insert("bicycle2");
		assertThatExceptionOfType(LedgerConflictException.class)
			.isThrownBy(() -> this.store.inTransaction((transaction) -> {
				transaction.findOutContractCode("1900000109", "none");
				CompletableFuture.runAsync(() -> this.store.claimContract(contract("bicycle2"), NOW)).join();
				return transaction.lockContract("1900000109", "bicycle2").isPresent();
			}));
	}

	private void insert(String code) {
		this.store.<Boolean>inTransaction((transaction) -> {
			transaction.insertContract(contract(code));
			return true;
		});
	}

	private static ContractRecord contract(String code) {
		return new ContractRecord("1900000109", code, 12535, new ContractParties(null, null, null, null, null),
				LedgerState.PENDING, NOW, NOW, null, null, null, null, null, null, 0);
	}

}
