package io.github.wechatpaycontract.boot.autoconfigure;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Chooses the transaction manager that the ledger shares with the handlers.
 */
final class LedgerTransactionManager {

	static final String PROPERTY = "wechatpay.ledger.store";

	static final String FIX = "Mark the one that manages the DataSource with @Primary, define a LedgerStore bean of"
			+ " your own, or set 'wechatpay.ledger.store=memory'.";

	private LedgerTransactionManager() {
	}

	static PlatformTransactionManager of(DataSource dataSource, ObjectProvider<PlatformTransactionManager> available) {
		PlatformTransactionManager unique = available.getIfUnique();
		if (unique != null) {
			return unique;
		}
		if (available.stream().findAny().isPresent()) {
			throw new WechatPayPropertyException(PROPERTY,
					"means the database, but there are several transaction managers and none is primary", FIX);
		}
		return new JdbcTransactionManager(dataSource);
	}

}
