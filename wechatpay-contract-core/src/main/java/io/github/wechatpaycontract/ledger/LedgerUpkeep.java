package io.github.wechatpaycontract.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a ledger does by itself: asks WeChat Pay about what no notification said, and
 * deletes what is finished long since. It rests until it is started.
 */
public final class LedgerUpkeep implements AutoCloseable {

	private final @Nullable ContractReconciler reconciler;

	private final LedgerRetention retention;

	LedgerUpkeep(@Nullable ContractReconciler reconciler, LedgerRetention retention) {
		this.reconciler = reconciler;
		this.retention = retention;
	}

	/**
	 * Starts it.
	 */
	public void start() {
		if (this.reconciler != null) {
			this.reconciler.start();
		}
		this.retention.start();
	}

	/**
	 * Stops it.
	 */
	@Override
	public void close() {
		if (this.reconciler != null) {
			this.reconciler.close();
		}
		this.retention.close();
	}

}
