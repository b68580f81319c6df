package io.github.wechatpaycontract.client;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one call in twenty be repeated, and ten more at the beginning, so that repetition
 * does not make an outage worse.
 */
final class RetryQuota {

	private static final int PER_CALL = 1;

	private static final int PER_RETRY = 20;

	private static final int MAX = 10 * PER_RETRY;

	private final AtomicInteger available = new AtomicInteger(MAX);

	void called() {
		this.available.updateAndGet((twentieths) -> Math.min(MAX, twentieths + PER_CALL));
	}

	boolean takeOne() {
		return this.available
			.getAndUpdate((twentieths) -> (twentieths >= PER_RETRY) ? twentieths - PER_RETRY : twentieths) >= PER_RETRY;
	}

}
