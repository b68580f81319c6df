package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.wechatpaycontract.client.ReactiveWechatPayClient;
import io.github.wechatpaycontract.client.WechatPayClient;
import io.github.wechatpaycontract.contract.ContractOperations;
import io.github.wechatpaycontract.contract.ReactiveContractOperations;
import io.github.wechatpaycontract.echo.ReactiveSecurityEcho;
import io.github.wechatpaycontract.echo.SecurityEcho;
import io.github.wechatpaycontract.order.ContractOrderOperations;
import io.github.wechatpaycontract.order.ReactiveContractOrderOperations;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.ParkedNotifications;
import io.github.wechatpaycontract.ledger.ReactiveContractLedger;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.PreEntrustSignOperations;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignOperations;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains why there is no template or ledger to inject.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingTemplateFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Set<Class<?>> TYPES = Set.of(PreEntrustSignOperations.class,
			ReactivePreEntrustSignOperations.class, ContractOperations.class, ReactiveContractOperations.class,
			ContractOrderOperations.class, ReactiveContractOrderOperations.class, WechatPayClient.class,
			ReactiveWechatPayClient.class, SecurityEcho.class, ReactiveSecurityEcho.class, MerchantRegistry.class);

	private static final String LEDGER = "wechatpay.ledger.enabled";

	/** What needs more than a merchant, and the switches of that. */
	private static final Map<Class<?>, List<String>> SWITCHED = Map.of(ContractLedger.class, List.of(LEDGER),
			ReactiveContractLedger.class, List.of(LEDGER), ParkedNotifications.class,
			List.of(LEDGER, "wechatpay.notification.enabled"));

	private final Environment environment;

	MissingTemplateFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		Class<?> missing = cause.getBeanType();
		if (cause instanceof NoUniqueBeanDefinitionException || missing == null
				|| !(isOneOf(TYPES, missing) || isOneOf(SWITCHED.keySet(), missing))) {
			return null;
		}
		String none = "There is no %s bean: ".formatted(missing.getSimpleName());
		String off = switchedOff(missing);
		if (!off.isEmpty()) {
			return new FailureAnalysis(none + "it is switched off by " + off + ".", "Set that to true, or remove it.",
					cause);
		}
		String alternative = missing.isInterface() ? "" : " If a bean of your own replaces it, inject its interface.";
		return new FailureAnalysis(none + "no 'wechatpay.*' property is set, or its auto-configuration is excluded.",
				"Set 'wechatpay.mchid' and the keys of your merchant, or start a simulator and use its properties."
						+ alternative,
				cause);
	}

	private String switchedOff(Class<?> missing) {
		Binder binder = Binder.get(this.environment);
		Stream<String> own = SWITCHED.entrySet()
			.stream()
			.filter((switched) -> switched.getKey().isAssignableFrom(missing))
			.flatMap((switched) -> switched.getValue().stream());
		return Stream.concat(Stream.of(OnWechatPayCondition.SWITCH), own)
			.filter((property) -> !binder.bind(property, Boolean.class).orElse(true))
			.map((property) -> "'" + property + "'")
			.collect(Collectors.joining(" and "));
	}

	private static boolean isOneOf(Set<Class<?>> types, Class<?> missing) {
		return types.stream().anyMatch((type) -> type.isAssignableFrom(missing));
	}

}
