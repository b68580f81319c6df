package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.ledger.ContractReconciler;
import io.github.wechatpaycontract.ledger.LedgerRetention;
import org.springframework.context.SmartLifecycle;

/**
 * Lets a ledger work by itself as long as the application runs.
 */
final class LedgerLifecycle implements SmartLifecycle {

	private final ContractReconciler reconciler;

	private final LedgerRetention retention;

	private final boolean reconciled;

	private volatile boolean running;

	LedgerLifecycle(ContractReconciler reconciler, LedgerRetention retention, boolean reconciled) {
		this.reconciler = reconciler;
		this.retention = retention;
		this.reconciled = reconciled;
	}

	@Override
	public void start() {
		if (this.reconciled) {
			this.reconciler.start();
		}
		this.retention.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.reconciler.close();
		this.retention.close();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
