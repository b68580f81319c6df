package io.github.wechatpaycontract.boot.actuate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.ledger.LedgerUpkeep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Shows how late this host asks WeChat Pay about contracts that are due.
 */
public final class QueryDelayMetrics implements MeterBinder {

	private final LedgerUpkeep upkeep;

	/**
	 * Creates the metrics.
	 * @param upkeep what asks
	 */
	public QueryDelayMetrics(LedgerUpkeep upkeep) {
		this.upkeep = upkeep;
	}

	@Override
	public void bindTo(MeterRegistry meters) {
		TimeGauge.builder("wechatpay.ledger.query.delay", this.upkeep, TimeUnit.SECONDS, QueryDelayMetrics::seconds)
			.description("How long what waits longest had been due when this host last looked what to ask WeChat Pay")
			.register(meters);
	}

	private static double seconds(LedgerUpkeep upkeep) {
		return upkeep.queryDelay().map(Duration::toSeconds).map(Long::doubleValue).orElse(Double.NaN);
	}

}
