package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.Set;

import io.github.wechatpaycontract.client.ReactiveWechatPayClient;
import io.github.wechatpaycontract.client.WechatPayClient;
import io.github.wechatpaycontract.contract.ContractOperations;
import io.github.wechatpaycontract.contract.ReactiveContractOperations;
import io.github.wechatpaycontract.echo.ReactiveSecurityEcho;
import io.github.wechatpaycontract.echo.SecurityEcho;
import io.github.wechatpaycontract.order.ContractOrderOperations;
import io.github.wechatpaycontract.order.ReactiveContractOrderOperations;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.ReactiveContractLedger;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.PreEntrustSignOperations;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignOperations;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains why there is no template or ledger to inject.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingTemplateFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Set<Class<?>> TYPES = Set.of(PreEntrustSignOperations.class,
			ReactivePreEntrustSignOperations.class, ContractOperations.class, ReactiveContractOperations.class,
			ContractOrderOperations.class, ReactiveContractOrderOperations.class, WechatPayClient.class,
			ReactiveWechatPayClient.class, SecurityEcho.class, ReactiveSecurityEcho.class, MerchantRegistry.class);

	private static final Set<Class<?>> LEDGERS = Set.of(ContractLedger.class, ReactiveContractLedger.class);

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		Class<?> missing = cause.getBeanType();
		if (cause instanceof NoUniqueBeanDefinitionException || missing == null
				|| !(isOneOf(TYPES, missing) || isOneOf(LEDGERS, missing))) {
			return null;
		}
		String off = isOneOf(LEDGERS, missing) ? " 'wechatpay.ledger.enabled' is false," : "";
		String alternative = missing.isInterface() ? "" : " If a bean of your own replaces it, inject its interface.";
		return new FailureAnalysis(
				"There is no %s bean: no 'wechatpay.*' property is set,%s or its auto-configuration is excluded."
					.formatted(missing.getSimpleName(), off),
				"Set 'wechatpay.mchid' and the keys of your merchant, or start a simulator and use its properties."
						+ alternative,
				cause);
	}

	private static boolean isOneOf(Set<Class<?>> types, Class<?> missing) {
		return types.stream().anyMatch((type) -> type.isAssignableFrom(missing));
	}

}
