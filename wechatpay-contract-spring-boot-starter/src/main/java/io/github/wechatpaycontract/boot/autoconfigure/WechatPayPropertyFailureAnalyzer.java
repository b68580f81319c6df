package io.github.wechatpaycontract.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a property that is missing or wrong.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WechatPayPropertyFailureAnalyzer extends AbstractFailureAnalyzer<WechatPayPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WechatPayPropertyException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
