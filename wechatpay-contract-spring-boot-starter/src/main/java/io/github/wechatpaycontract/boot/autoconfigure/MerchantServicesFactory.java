package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;
import java.util.function.Function;

import io.github.wechatpaycontract.client.BaseUrl;
import io.github.wechatpaycontract.client.ClientSettings;
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

	private final MiniProgramLaunchFactory launchFactory;

	private final Clock clock;

	private final SignIntentRecorder intents;

	MerchantServicesFactory(WechatPayProperties properties, MiniProgramLaunchFactory launchFactory, Clock clock,
			SignIntentRecorder intents) {
		this.properties = properties;
		this.launchFactory = launchFactory;
		this.clock = clock;
		this.intents = intents;
	}

	@Override
	public MerchantServices apply(MerchantDefinition definition) {
		return apply(definition, exchange(definition.merchant(), this.properties.client(), this.clock),
				verifier(definition.merchant(), this.properties.notification(), this.clock));
	}

	MerchantServices apply(MerchantDefinition definition, SignedExchange exchange, NotificationVerifier verifier) {
		return new MerchantServices(definition, exchange, verifier, this.launchFactory, this.clock, this.intents);
	}

	static SignedExchange exchange(Merchant merchant, WechatPayProperties.Client client, Clock clock) {
		return new SignedExchange(merchant, settings(client), clock);
	}

	static NotificationVerifier verifier(Merchant merchant, WechatPayProperties.Notification notification,
			Clock clock) {
		return new NotificationVerifier(merchant, clock,
				Limits.positive("wechatpay.notification.clock-skew", notification.clockSkew()),
				notification.eventTypes());
	}

	/**
	 * Returns whether the calls of merchants that this factory makes go to a simulator.
	 */
	boolean isLocal() {
		return settings(this.properties.client()).baseUrl().loopback();
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
