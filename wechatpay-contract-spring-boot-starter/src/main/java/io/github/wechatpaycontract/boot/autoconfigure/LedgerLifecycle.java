package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.ledger.LedgerUpkeep;
import org.springframework.context.SmartLifecycle;

/**
 * Lets a ledger work by itself as long as the application runs.
 */
final class LedgerLifecycle implements SmartLifecycle {

	private final LedgerUpkeep upkeep;

	private volatile boolean running;

	LedgerLifecycle(LedgerUpkeep upkeep) {
		this.upkeep = upkeep;
	}

	@Override
	public void start() {
		this.upkeep.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.upkeep.close();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
