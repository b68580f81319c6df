package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.boot.actuate.ClockSkewMetrics;
import io.github.wechatpaycontract.boot.actuate.QueryDelayMetrics;
import io.github.wechatpaycontract.ledger.LedgerUpkeep;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of {@link ClockSkewMetrics} and {@link QueryDelayMetrics}, which
 * Actuator finds.
 */
@AutoConfiguration(after = { MerchantRegistryAutoConfiguration.class, ContractLedgerAutoConfiguration.class })
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(MerchantRegistry.class)
public final class WechatPayMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ClockSkewMetrics wechatPayClockSkewMetrics(MerchantRegistry registry) {
		return new ClockSkewMetrics(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(LedgerUpkeep.class)
	QueryDelayMetrics wechatPayQueryDelayMetrics(LedgerUpkeep upkeep) {
		return new QueryDelayMetrics(upkeep);
	}

}
