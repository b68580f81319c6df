package io.github.wechatpaycontract.client;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one call in ten be repeated, and a few more at the beginning, so that repetition
 * does not make an outage worse.
 */
final class RetryQuota {

	private static final int PER_CALL = 1;

	private static final int PER_RETRY = 10;

	private static final int MAX = 10 * PER_RETRY;

	private final AtomicInteger available = new AtomicInteger(MAX);

	void called() {
		this.available.updateAndGet((tenths) -> Math.min(MAX, tenths + PER_CALL));
	}

	boolean takeOne() {
		return this.available
			.getAndUpdate((tenths) -> (tenths >= PER_RETRY) ? tenths - PER_RETRY : tenths) >= PER_RETRY;
	}

}
