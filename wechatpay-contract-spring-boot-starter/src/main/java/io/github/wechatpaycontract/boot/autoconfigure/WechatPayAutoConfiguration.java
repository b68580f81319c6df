package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import io.github.wechatpaycontract.client.BaseUrl;
import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.merchant.Merchant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration of the merchant and of the signed exchange with WeChat Pay. Keys are
 * tried at start; nothing is sent.
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
		return new MerchantFactory(properties, new KeyLocation(resourceLoader), clock.getIfAvailable(Clock::systemUTC))
			.create();
	}

	@Bean
	@ConditionalOnMissingBean
	SignedExchange wechatPaySignedExchange(Merchant merchant, WechatPayProperties properties,
			@Qualifier(CLOCK) ObjectProvider<Clock> clock) {
		return new SignedExchange(merchant, settings(properties.client()), clock.getIfAvailable(Clock::systemUTC));
	}

	private static ClientSettings settings(WechatPayProperties.Client client) {
		BaseUrl baseUrl = new Property("wechatpay.client.base-url", client.baseUrl().toString()).as(
				"Remove it, or name a host of WeChat Pay or a loopback address; any other host needs"
						+ " 'wechatpay.client.allow-other-host=true'.",
				(url) -> BaseUrl.of(client.baseUrl(), client.allowOtherHost()));
		return new ClientSettings(baseUrl, Limits.positive("wechatpay.client.connect-timeout", client.connectTimeout()),
				Limits.positive("wechatpay.client.response-timeout", client.responseTimeout()),
				Limits.positive("wechatpay.client.call-timeout", client.callTimeout()),
				Limits.between("wechatpay.client.max-connections", client.maxConnections(),
						ClientSettings.MAX_CONNECTIONS),
				Limits.bytes("wechatpay.client.max-answer-size", client.maxAnswerSize()),
				Limits.positive("wechatpay.client.clock-skew", client.clockSkew()));
	}

}
