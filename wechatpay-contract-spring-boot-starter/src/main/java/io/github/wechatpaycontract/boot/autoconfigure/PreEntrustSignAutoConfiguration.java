package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import io.github.wechatpaycontract.sign.PreEntrustSignOperations;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignOperations;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.SignIntentRecorder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of {@link PreEntrustSignTemplate} and
 * {@link ReactivePreEntrustSignTemplate}.
 */
@AutoConfiguration(after = WechatPayAutoConfiguration.class)
@ConditionalOnBean({ SignedExchange.class, WechatPayProperties.class })
public final class PreEntrustSignAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OutContractCodeGenerator wechatPayOutContractCodeGenerator(WechatPayProperties properties) {
		return ContractSettings.outContractCodeGenerator(properties.contract());
	}

	@Bean
	@ConditionalOnMissingBean(ReactivePreEntrustSignOperations.class)
	ReactivePreEntrustSignTemplate reactivePreEntrustSignTemplate(SignedExchange exchange,
			PreEntrustSignDefaults defaults, MiniProgramLaunchFactory launchFactory,
			@Qualifier(WechatPayAutoConfiguration.CLOCK) ObjectProvider<Clock> clock,
			ObjectProvider<SignIntentRecorder> intents) {
		return new ReactivePreEntrustSignTemplate(exchange, defaults, launchFactory,
				clock.getIfAvailable(Clock::systemUTC), intents.getIfAvailable(() -> SignIntentRecorder.NONE));
	}

	@Bean
	@ConditionalOnMissingBean(PreEntrustSignOperations.class)
	PreEntrustSignTemplate preEntrustSignTemplate(ReactivePreEntrustSignOperations reactive) {
		return new PreEntrustSignTemplate(reactive);
	}

}
