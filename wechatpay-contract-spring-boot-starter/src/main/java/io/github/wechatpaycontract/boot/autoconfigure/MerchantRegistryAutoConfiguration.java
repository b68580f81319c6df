package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import io.github.wechatpaycontract.boot.web.NotificationBodyLimits;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.registry.MerchantDefinition;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import io.github.wechatpaycontract.sign.SignIntentRecorder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration of the {@link MerchantRegistry}: the merchant at the root of
 * {@code wechatpay.*}, under the name {@value MerchantRegistry#DEFAULT}, and those of
 * {@code wechatpay.merchants.*}.
 */
@AutoConfiguration(after = { WechatPayAutoConfiguration.class, ContractNotificationAutoConfiguration.class })
@ConditionalOnBean({ Merchant.class, SignedExchange.class, WechatPayProperties.class })
public final class MerchantRegistryAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MerchantRegistry wechatPayMerchantRegistry(Merchant merchant, SignedExchange exchange,
			PreEntrustSignDefaults defaults, WechatPayProperties properties, CryptoEngine cryptoEngine,
			SignedExchangeFactory exchanges, MiniProgramLaunchFactory launchFactory,
			ObjectProvider<NotificationVerifier> verifier, ObjectProvider<NotificationBodyLimits> endpoint,
			ObjectProvider<SignIntentRecorder> intents, ResourceLoader resourceLoader,
			@Qualifier(WechatPayAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		Clock thisClock = clock.getIfAvailable(Clock::systemUTC);
		boolean received = endpoint.getIfAvailable() != null;
		ContractSettings settings = ContractSettings.of(properties, exchange.isLoopback());
		MerchantServicesFactory factory = new MerchantServicesFactory(properties, exchanges, launchFactory, thisClock,
				intents.getIfAvailable(() -> SignIntentRecorder.NONE));
		MerchantRegistry registry = new MerchantRegistry(factory);
		registry.add(factory.apply(
				new MerchantDefinition(MerchantRegistry.DEFAULT, merchant, defaults,
						received ? settings.notificationPath() : null),
				exchange, verifier.getIfAvailable(
						() -> MerchantServicesFactory.verifier(merchant, properties.notification(), thisClock))));
		FurtherMerchants further = new FurtherMerchants(properties, defaults, exchanges.isLocal(),
				new KeyLocation(resourceLoader), cryptoEngine, thisClock);
		try {
			further.addTo(registry, received);
		}
		catch (RuntimeException ex) {
			registry.close();
			throw ex;
		}
		return registry;
	}

}
