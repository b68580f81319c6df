package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import io.github.wechatpaycontract.client.HttpClientCustomizer;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * requests may leave open. Keys are checked at start; nothing is sent, unless platform
 * certificates are to be downloaded at start.
 */
@AutoConfiguration
@Conditional({ OnWechatPayPropertiesCondition.class, OnWechatPayCondition.class })
@EnableConfigurationProperties(WechatPayProperties.class)
public final class WechatPayAutoConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(WechatPayAutoConfiguration.class);

	/**
	 * The name of a {@link Clock} bean that replaces the system's.
	 */
	static final String CLOCK = "wechatPayClock";

	@Bean
	@ConditionalOnMissingBean
	CryptoEngine wechatPayCryptoEngine(WechatPayProperties properties) {
		try {
			CryptoEngine engine = CryptoEngine.of(properties.crypto().provider());
			logger.info("Signatures are made and verified by {}", engine.name());
			return engine;
		}
		catch (IllegalStateException ex) {
			throw new WechatPayPropertyException("wechatpay.crypto.provider", "is wrong: " + ex.getMessage(),
					"Add the provider's jar, the one with the classifier of this platform, or set it to 'auto'.");
		}
	}

	@Bean
	@ConditionalOnMissingBean
	Merchant wechatPayMerchant(WechatPayProperties properties, CryptoEngine cryptoEngine, ResourceLoader resourceLoader,
			@Qualifier(CLOCK) ObjectProvider<Clock> clock) {
		return new MerchantFactory("wechatpay", properties, properties.notification().enabled(),
				properties.platformCertificates().enabled(), new KeyLocation(resourceLoader), cryptoEngine,
				clock.getIfAvailable(Clock::systemUTC))
			.create();
	}

	@Bean
	SignedExchangeFactory wechatPaySignedExchangeFactory(WechatPayProperties properties,
			@Qualifier(CLOCK) ObjectProvider<Clock> clock, ObjectProvider<HttpClientCustomizer> customizers,
			ObjectProvider<ObservationRegistry> observationRegistry) {
		return new SignedExchangeFactory(
				new ClientProperties(properties.client(), properties.platformCertificates()).settings(),
				clock.getIfAvailable(Clock::systemUTC), customizers.orderedStream().toList(),
				observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP));
	}

	@Bean
	@ConditionalOnMissingBean
	SignedExchange wechatPaySignedExchange(Merchant merchant, SignedExchangeFactory exchanges) {
		return exchanges.create(merchant);
	}

	@Bean
	SignedExchangeWarmUp wechatPaySignedExchangeWarmUp(SignedExchange exchange,
			ObjectProvider<MerchantRegistry> registry, WechatPayProperties properties) {
		return new SignedExchangeWarmUp(new SignedExchanges(exchange, registry), properties.client().warmUp());
	}

	@Bean
	@Conditional(OnDownloadAtStartCondition.class)
	PlatformCertificatesAtStart wechatPayPlatformCertificatesAtStart(SignedExchange exchange,
			ObjectProvider<MerchantRegistry> registry) {
		return new PlatformCertificatesAtStart(new SignedExchanges(exchange, registry));
	}

	@Bean
	@ConditionalOnMissingBean
	MiniProgramLaunchFactory wechatPayMiniProgramLaunchFactory(WechatPayProperties properties) {
		return switch (properties.contract().launch()) {
			case EXTRA_DATA -> MiniProgramLaunchFactory.EXTRA_DATA;
			case PATH_QUERY -> MiniProgramLaunchFactory.PATH_QUERY;
		};
	}

	@Bean
	@ConditionalOnMissingBean
	PreEntrustSignDefaults wechatPayPreEntrustSignDefaults(WechatPayProperties properties, SignedExchange exchange) {
		return ContractSettings.of(properties, exchange.isLoopback()).defaults();
	}

}
