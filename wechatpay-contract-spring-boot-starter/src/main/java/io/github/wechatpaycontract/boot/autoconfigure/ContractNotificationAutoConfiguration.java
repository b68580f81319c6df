package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;

import io.github.wechatpaycontract.boot.web.NotificationBodyLimits;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;
import io.github.wechatpaycontract.notification.NotificationHandlers;
import io.github.wechatpaycontract.notification.NotificationInbox;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.notification.ReactiveContractNotificationHandler;
import io.github.wechatpaycontract.notification.UnrecordedInbox;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of what verifies notifications and hands them to the
 * {@link ContractNotificationHandler} beans.
 */
@AutoConfiguration(after = WechatPayAutoConfiguration.class)
@ConditionalOnBean({ Merchant.class, SignedExchange.class, WechatPayProperties.class })
@Conditional(OnContractNotificationCondition.class)
public final class ContractNotificationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	NotificationVerifier wechatPayContractNotificationVerifier(Merchant merchant, WechatPayProperties properties,
			@Qualifier(WechatPayAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		return MerchantServicesFactory.verifier(merchant, properties.notification(),
				clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean
	NotificationHandlers wechatPayContractNotificationHandlers(ObjectProvider<ContractNotificationHandler> blocking,
			ObjectProvider<ReactiveContractNotificationHandler> reactive) {
		return new NotificationHandlers(blocking.orderedStream().toList(), reactive.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	NotificationReceiver wechatPayContractNotificationReceiver(ObjectProvider<NotificationInbox> inbox,
			NotificationHandlers handlers, WechatPayProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry) {
		return new NotificationReceiver(inbox.getIfAvailable(() -> unrecorded(handlers, properties)),
				Limits.positive("wechatpay.notification.handler-timeout", properties.notification().handlerTimeout()),
				observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP));
	}

	private static NotificationInbox unrecorded(NotificationHandlers handlers, WechatPayProperties properties) {
		if (properties.notification().confirmByQuery()) {
			throw new WechatPayPropertyException("wechatpay.notification.confirm-by-query",
					"is set, but there is no ledger to ask WeChat Pay",
					"Set 'wechatpay.ledger.enabled' to true or remove it; else remove this property.");
		}
		return new UnrecordedInbox(handlers);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnWebApplication
	NotificationBodyLimits wechatPayContractNotificationBodyLimits(WechatPayProperties properties) {
		WechatPayProperties.Notification notification = properties.notification();
		return new NotificationBodyLimits(
				Limits.bytes("wechatpay.notification.max-body-size", notification.maxBodySize()),
				Limits.positive("wechatpay.notification.body-timeout", notification.bodyTimeout()));
	}

}
