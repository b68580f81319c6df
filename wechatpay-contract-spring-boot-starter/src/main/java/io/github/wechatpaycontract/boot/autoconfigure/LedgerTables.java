package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.boot.autoconfigure.WechatPayProperties.InitializeSchema;
import io.github.wechatpaycontract.boot.jdbc.LedgerSchema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

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
	 * Prepares the tables. A database that cannot be reached does not stop the start: it
	 * may come back, and until then notifications are answered with an error.
	 */
	void prepare() {
		try {
			if (isWanted()) {
				this.schema.initialize();
			}
			this.schema.check();
		}
		catch (DataAccessException ex) {
			logger.warn("The tables of the contract ledger could not be looked for; they are needed", ex);
		}
	}

	private boolean isWanted() {
		return switch (this.when) {
			case ALWAYS -> true;
			case EMBEDDED -> this.schema.isEmbedded();
			case NEVER -> false;
		};
	}

}
