package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.boot.jdbc.LedgerSchemaException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains that a table of the ledger is missing.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class LedgerSchemaFailureAnalyzer extends AbstractFailureAnalyzer<LedgerSchemaException> {

	private static final String SCRIPT = "Run the script, best with your migration tool. Or set"
			+ " 'wechatpay.ledger.initialize-schema=always' to have it run at every start, or"
			+ " 'wechatpay.ledger.store=memory' to do without a database.";

	private static final String NO_SCRIPT = "There are scripts for PostgreSQL, MySQL, MariaDB and H2. Create the tables"
			+ " by hand after one of them, define a LedgerStore bean of your own, or set"
			+ " 'wechatpay.ledger.store=memory' to do without a database.";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, LedgerSchemaException cause) {
		return new FailureAnalysis(cause.getMessage(), (cause.getScript() != null) ? SCRIPT : NO_SCRIPT, cause);
	}

}
