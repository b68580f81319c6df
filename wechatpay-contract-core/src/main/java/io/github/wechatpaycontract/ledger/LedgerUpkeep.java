package io.github.wechatpaycontract.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a ledger does by itself: asks WeChat Pay about what no notification said, and
 * deletes what is finished long since. It rests until it is started.
 */
public final class LedgerUpkeep implements AutoCloseable {

	private final LedgerExecutor executor;

	private final @Nullable ContractReconciler reconciler;

	private final LedgerRetention retention;

	private boolean running;

	LedgerUpkeep(LedgerExecutor executor, @Nullable ContractReconciler reconciler, LedgerRetention retention) {
		this.executor = executor;
		this.reconciler = reconciler;
		this.retention = retention;
	}

	/**
	 * Starts it, without letting an application that starts wait for it.
	 */
	public synchronized void start() {
		this.running = true;
		this.executor.start(this::begin);
	}

	private synchronized void begin() {
		if (!this.running) {
			return;
		}
		if (this.reconciler != null) {
			this.reconciler.start();
		}
		this.retention.start();
	}

	/**
	 * Stops it.
	 */
	@Override
	public synchronized void close() {
		this.running = false;
		if (this.reconciler != null) {
			this.reconciler.close();
		}
		this.retention.close();
	}

}
