package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import io.github.wechatpaycontract.boot.actuate.SignatureHealth;
import io.github.wechatpaycontract.boot.actuate.WechatPayHealthIndicator;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of {@link WechatPayHealthIndicator}, for Spring Boot 3.
 */
@AutoConfiguration(after = MerchantRegistryAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator")
@ConditionalOnEnabledHealthIndicator("wechatpay")
@ConditionalOnBean({ MerchantRegistry.class, CryptoEngine.class })
public final class WechatPayHealthIndicatorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "wechatPayHealthIndicator")
	WechatPayHealthIndicator wechatPayHealthIndicator(MerchantRegistry registry, CryptoEngine cryptoEngine,
			@Qualifier(WechatPayAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		return new WechatPayHealthIndicator(
				new SignatureHealth(registry, cryptoEngine, clock.getIfAvailable(Clock::systemUTC)));
	}

}
