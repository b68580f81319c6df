package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration of the merchant, of the signed exchange with WeChat Pay and of what
 * requests may leave open. Keys are tried at start; nothing is sent.
 */
@AutoConfiguration
@Conditional(OnWechatPayPropertiesCondition.class)
@EnableConfigurationProperties(WechatPayProperties.class)
public final class WechatPayAutoConfiguration {

	/**
	 * The name of a {@link Clock} bean that replaces the system's.
	 */
	static final String CLOCK = "wechatPayClock";

	@Bean
	@ConditionalOnMissingBean
	Merchant wechatPayMerchant(WechatPayProperties properties, ResourceLoader resourceLoader,
			@Qualifier(CLOCK) ObjectProvider<Clock> clock) {
		return new MerchantFactory("wechatpay", properties, properties.notification().enabled(),
				new KeyLocation(resourceLoader), clock.getIfAvailable(Clock::systemUTC))
			.create();
	}

	@Bean
	@ConditionalOnMissingBean
	SignedExchange wechatPaySignedExchange(Merchant merchant, WechatPayProperties properties,
			@Qualifier(CLOCK) ObjectProvider<Clock> clock) {
		return MerchantServicesFactory.exchange(merchant, properties.client(), clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean
	MiniProgramLaunchFactory miniProgramLaunchFactory(WechatPayProperties properties) {
		return switch (properties.contract().launch()) {
			case EXTRA_DATA -> MiniProgramLaunchFactory.EXTRA_DATA;
			case PATH_QUERY -> MiniProgramLaunchFactory.PATH_QUERY;
		};
	}

	@Bean
	@ConditionalOnMissingBean
	PreEntrustSignDefaults preEntrustSignDefaults(WechatPayProperties properties, SignedExchange exchange) {
		return ContractSettings.of(properties, exchange.isLoopback()).defaults();
	}

}
