package io.github.wechatpaycontract.boot.actuate;

import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Shows how far this host's clock is ahead of WeChat Pay's, by the answers of all
 * merchants.
 */
public final class ClockSkewMetrics implements MeterBinder {

	private final MerchantRegistry registry;

	/**
	 * Creates the metrics.
	 * @param registry all merchants
	 */
	public ClockSkewMetrics(MerchantRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void bindTo(MeterRegistry meters) {
		TimeGauge.builder("wechatpay.clock.skew", this.registry, TimeUnit.SECONDS, ClockSkewMetrics::seconds)
			.description("How far this host's clock is ahead of WeChat Pay's; beyond wechatpay.client.clock-skew"
					+ " no answer is accepted, and this value stands still")
			.register(meters);
	}

	private static double seconds(MerchantRegistry registry) {
		return registry.all()
			.stream()
			.map(MerchantServices::exchange)
			.flatMap((exchange) -> exchange.clockSkew().stream())
			.max(Comparator.comparing(Duration::abs))
			.map((skew) -> (double) skew.toSeconds())
			.orElse(Double.NaN);
	}

}
