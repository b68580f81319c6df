package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.function.IntSupplier;

import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.Store;
import io.github.wechatpaycontract.ledger.LedgerStore;
import io.github.wechatpaycontract.ledger.MemoryLedgerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ledger in memory where that is wanted, or where there is nothing else and
 * nothing else is wanted.
 */
final class MemoryLedger {

	private static final Logger logger = LoggerFactory.getLogger(MemoryLedger.class);

	private static final int LARGEST = 10_000_000;

	private static final String PROPERTY = "wechatpay.ledger.store";

	private MemoryLedger() {
	}

	static LedgerStore create(WechatPayProperties.Ledger properties, IntSupplier dataSources) {
		if (properties.store() == Store.JDBC) {
			throw new WechatPayPropertyException(PROPERTY, "is 'jdbc', but there is no single DataSource to use",
					"Add spring-boot-starter-jdbc and 'spring.datasource.url', or mark one of several DataSource beans"
							+ " with @Primary.");
		}
		if (properties.store() == Store.AUTO && dataSources.getAsInt() > 1) {
			throw new WechatPayPropertyException(PROPERTY, "is 'auto', but there are several DataSource beans",
					"Mark the one to use with @Primary, or set 'wechatpay.ledger.store=memory'.");
		}
		logger.info("Contracts are kept in memory: they are gone after a restart, and other hosts do not know them."
				+ " There is no transaction, so a @TransactionalEventListener needs fallbackExecution=true."
				+ " With a DataSource they are kept in its database.");
		return new MemoryLedgerStore(Limits.between("wechatpay.ledger.capacity", properties.capacity(), LARGEST));
	}

}
