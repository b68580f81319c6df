package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import io.github.wechatpaycontract.client.ReactiveWechatPayClient;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.WechatPayClient;
import io.github.wechatpaycontract.contract.ContractOperations;
import io.github.wechatpaycontract.contract.ContractTemplate;
import io.github.wechatpaycontract.contract.ReactiveContractOperations;
import io.github.wechatpaycontract.contract.ReactiveContractTemplate;
import io.github.wechatpaycontract.echo.ReactiveSecurityEcho;
import io.github.wechatpaycontract.echo.SecurityEcho;
import io.github.wechatpaycontract.order.ContractOrderOperations;
import io.github.wechatpaycontract.order.ContractOrderTemplate;
import io.github.wechatpaycontract.order.ReactiveContractOrderOperations;
import io.github.wechatpaycontract.order.ReactiveContractOrderTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what comes after signing: {@link ContractTemplate},
 * {@link ContractOrderTemplate}, any other call through {@link WechatPayClient}, and the
 * self-test {@link SecurityEcho}, each with its reactive counterpart.
 */
@AutoConfiguration(after = WechatPayAutoConfiguration.class)
@ConditionalOnBean(SignedExchange.class)
public final class ContractAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(ReactiveContractOperations.class)
	ReactiveContractTemplate wechatPayReactiveContractTemplate(SignedExchange exchange) {
		return new ReactiveContractTemplate(exchange);
	}

	@Bean
	@ConditionalOnMissingBean(ContractOperations.class)
	ContractTemplate wechatPayContractTemplate(ReactiveContractOperations reactive) {
		return new ContractTemplate(reactive);
	}

	@Bean
	@ConditionalOnMissingBean(ReactiveContractOrderOperations.class)
	ReactiveContractOrderTemplate wechatPayReactiveContractOrderTemplate(SignedExchange exchange,
			@Qualifier(WechatPayAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		return new ReactiveContractOrderTemplate(exchange, clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean(ContractOrderOperations.class)
	ContractOrderTemplate wechatPayContractOrderTemplate(ReactiveContractOrderOperations reactive) {
		return new ContractOrderTemplate(reactive);
	}

	@Bean
	@ConditionalOnMissingBean
	ReactiveWechatPayClient wechatPayReactiveClient(SignedExchange exchange) {
		return new ReactiveWechatPayClient(exchange);
	}

	@Bean
	@ConditionalOnMissingBean
	WechatPayClient wechatPayClient(ReactiveWechatPayClient reactive) {
		return new WechatPayClient(reactive);
	}

	@Bean
	@ConditionalOnMissingBean
	ReactiveSecurityEcho wechatPayReactiveSecurityEcho(SignedExchange exchange) {
		return new ReactiveSecurityEcho(exchange);
	}

	@Bean
	@ConditionalOnMissingBean
	SecurityEcho wechatPaySecurityEcho(ReactiveSecurityEcho reactive) {
		return new SecurityEcho(reactive);
	}

}
