package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import io.github.wechatpaycontract.boot.actuate.SignatureHealth;
import io.github.wechatpaycontract.boot.actuate.WechatPayHealthContributor;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of {@link WechatPayHealthContributor}, for Spring Boot 4.
 */
@AutoConfiguration(after = MerchantRegistryAutoConfiguration.class)
@ConditionalOnClass(
		name = "org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator")
@ConditionalOnEnabledHealthIndicator("wechatpay")
@ConditionalOnBean({ MerchantRegistry.class, CryptoEngine.class })
public final class WechatPayHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "wechatPayHealthIndicator")
	WechatPayHealthContributor wechatPayHealthIndicator(MerchantRegistry registry, CryptoEngine cryptoEngine,
			@Qualifier(WechatPayAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		return new WechatPayHealthContributor(
				new SignatureHealth(registry, cryptoEngine, clock.getIfAvailable(Clock::systemUTC)));
	}

}
