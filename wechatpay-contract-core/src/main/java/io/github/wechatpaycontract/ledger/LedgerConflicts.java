package io.github.wechatpaycontract.ledger;

import java.time.Duration;

import reactor.util.retry.Retry;

/**
 * What to do about work that met another transaction.
 */
final class LedgerConflicts {

	/** It is tried again, a few times. */
	static final Retry RETRY = Retry.backoff(3, Duration.ofMillis(10))
		.filter(LedgerConflictException.class::isInstance)
		.onRetryExhaustedThrow((retry, signal) -> signal.failure());

	private LedgerConflicts() {
	}

}
