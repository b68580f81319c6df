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

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, LedgerSchemaException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Run the script, best with your migration tool. Or set 'wechatpay.ledger.initialize-schema=always' to"
						+ " have it run at every start, or 'wechatpay.ledger.store=memory' to do without a database.",
				cause);
	}

}
