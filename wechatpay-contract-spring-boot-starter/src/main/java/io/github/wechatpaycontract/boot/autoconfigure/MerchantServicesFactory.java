package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;
import java.util.function.Function;

import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.registry.MerchantDefinition;
import io.github.wechatpaycontract.registry.MerchantServices;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.SignIntentRecorder;

/**
 * Makes the services of a merchant from its keys and what all merchants share.
 */
final class MerchantServicesFactory implements Function<MerchantDefinition, MerchantServices> {

	private final WechatPayProperties properties;

	private final SignedExchangeFactory exchanges;

	private final MiniProgramLaunchFactory launchFactory;

	private final Clock clock;

	private final SignIntentRecorder intents;

	MerchantServicesFactory(WechatPayProperties properties, SignedExchangeFactory exchanges,
			MiniProgramLaunchFactory launchFactory, Clock clock, SignIntentRecorder intents) {
		this.properties = properties;
		this.exchanges = exchanges;
		this.launchFactory = launchFactory;
		this.clock = clock;
		this.intents = intents;
	}

	@Override
	public MerchantServices apply(MerchantDefinition definition) {
		return apply(definition, this.exchanges.create(definition.merchant()),
				verifier(definition.merchant(), this.properties.notification(), this.clock));
	}

	MerchantServices apply(MerchantDefinition definition, SignedExchange exchange, NotificationVerifier verifier) {
		return new MerchantServices(definition, exchange, verifier, this.launchFactory, this.clock, this.intents);
	}

	static NotificationVerifier verifier(Merchant merchant, WechatPayProperties.Notification notification,
			Clock clock) {
		return new NotificationVerifier(merchant, clock,
				Limits.clockSkew("wechatpay.notification.clock-skew", notification.clockSkew()),
				notification.eventTypes());
	}

}
