package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.InitializeSchema;
import io.github.wechatpaycontract.boot.jdbc.LedgerSchema;
import io.github.wechatpaycontract.ledger.LedgerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Creates the tables of the ledger where that is wanted, and looks for them.
 */
final class LedgerTables {

	private static final Logger logger = LoggerFactory.getLogger(LedgerTables.class);

	private final LedgerSchema schema;

	private final InitializeSchema when;

	LedgerTables(LedgerSchema schema, InitializeSchema when) {
		this.schema = schema;
		this.when = when;
	}

	/**
	 * Prepares the tables, and tries a transaction. A database that cannot be reached
	 * does not stop the start, unless tables are to be created in it: it may come back,
	 * and until then notifications are answered with an error.
	 */
	void prepare(LedgerStore store) {
		if (this.when == InitializeSchema.ALWAYS) {
			create();
		}
		try {
			if (this.when == InitializeSchema.EMBEDDED && this.schema.isEmbedded()) {
				this.schema.initialize();
			}
			this.schema.check();
			tryTransaction(store);
		}
		catch (DataAccessException | TransactionException ex) {
			logger.warn("The tables of the contract ledger could not be looked for; they are needed", ex);
		}
	}

	private void create() {
		try {
			this.schema.initialize();
		}
		catch (DataAccessException ex) {
			throw new WechatPayPropertyException("wechatpay.ledger.initialize-schema",
					"is 'always', but the tables could not be created: " + ex.getMostSpecificCause().getMessage(),
					"Make sure that the database runs and lets its user create tables, or set it to 'never' and run the"
							+ " script with your migration tool.");
		}
	}

	private static void tryTransaction(LedgerStore store) {
		try {
			store.inTransaction((transaction) -> true);
		}
		catch (IllegalStateException ex) {
			throw new WechatPayPropertyException(LedgerTransactionManager.PROPERTY,
					"means the database, but there is no transaction in it: " + ex.getMessage(),
					LedgerTransactionManager.FIX);
		}
	}

}
