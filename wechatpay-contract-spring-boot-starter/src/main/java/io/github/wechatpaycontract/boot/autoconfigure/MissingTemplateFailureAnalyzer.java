package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.sign.PreEntrustSignOperations;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignOperations;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains why there is no template to inject.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingTemplateFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		if (cause instanceof NoUniqueBeanDefinitionException) {
			return null;
		}
		Class<?> type = cause.getBeanType();
		if (type == PreEntrustSignTemplate.class || type == ReactivePreEntrustSignTemplate.class) {
			return analysis(type, " Or inject the interface, if a bean of your own implements it.", cause);
		}
		if (type == PreEntrustSignOperations.class || type == ReactivePreEntrustSignOperations.class) {
			return analysis(type, "", cause);
		}
		return null;
	}

	private static FailureAnalysis analysis(Class<?> type, String alternative, NoSuchBeanDefinitionException cause) {
		return new FailureAnalysis(
				"There is no %s bean: no 'wechatpay.*' property is set, or its auto-configuration is excluded."
					.formatted(type.getSimpleName()),
				"Set 'wechatpay.mchid' and the keys of your merchant, or start a simulator and use its properties."
						+ alternative,
				cause);
	}

}
