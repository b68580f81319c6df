package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;
import java.util.List;

import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.HttpClientCustomizer;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.merchant.Merchant;
import io.micrometer.observation.ObservationRegistry;
import reactor.netty.http.client.HttpClient;

/**
 * Makes the exchange of any merchant, all with the same settings and customizers.
 */
final class SignedExchangeFactory {

	private final ClientSettings settings;

	private final Clock clock;

	private final List<HttpClientCustomizer> customizers;

	private final ObservationRegistry observationRegistry;

	SignedExchangeFactory(ClientSettings settings, Clock clock, List<HttpClientCustomizer> customizers,
			ObservationRegistry observationRegistry) {
		this.settings = settings;
		this.clock = clock;
		this.customizers = customizers;
		this.observationRegistry = observationRegistry;
	}

	SignedExchange create(Merchant merchant) {
		return new SignedExchange(merchant, this.settings, this.clock, this::customized, this.observationRegistry);
	}

	private HttpClient customized(HttpClient client) {
		HttpClient customized = client;
		for (HttpClientCustomizer customizer : this.customizers) {
			customized = customizer.apply(customized);
		}
		return customized;
	}

	/**
	 * Returns whether calls go to a simulator.
	 */
	boolean isLocal() {
		return this.settings.hosts().primary().loopback();
	}

}
