package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * What a ledger does by itself: asks WeChat Pay about what no notification said, and
 * deletes what is finished long since. It rests until it is started.
 */
public final class LedgerUpkeep implements AutoCloseable {

	private final @Nullable ContractReconciler reconciler;

	private final LedgerRetention retention;

	private final Executor starter;

	private boolean running;

	LedgerUpkeep(@Nullable ContractReconciler reconciler, LedgerRetention retention, Executor starter) {
		this.reconciler = reconciler;
		this.retention = retention;
		this.starter = starter;
	}

	/**
	 * Starts it, without letting an application that starts wait for it.
	 */
	public synchronized void start() {
		this.running = true;
		this.starter.execute(this::begin);
	}

	private synchronized void begin() {
		if (!this.running) {
			return;
		}
		this.retention.start();
		if (this.reconciler != null) {
			this.reconciler.start();
		}
	}

	/**
	 * Returns how late WeChat Pay is asked about what is due: for how long that which
	 * waits longest had been, when this host last looked. A few seconds are normal; what
	 * keeps growing needs a higher pace.
	 * @return the delay, empty when WeChat Pay is not asked
	 */
	public Optional<Duration> queryDelay() {
		return Optional.ofNullable(this.reconciler).map(ContractReconciler::delay);
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
