package io.github.wechatpaycontract.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Stands between an effect and the end of the time for it, and lets only one of them win:
 * once the time is over the effect can no longer be committed, and once it is about to be
 * committed it is not given up any more.
 */
final class Fence {

	private final boolean interrupts;

	private @Nullable Thread running;

	private boolean entered;

	private boolean closed;

	private boolean abandoned;

	/**
	 * Creates the fence.
	 * @param interrupts whether the application is interrupted when the time is over
	 */
	Fence(boolean interrupts) {
		this.interrupts = interrupts;
	}

	/**
	 * Runs what the application does.
	 * @param work the work
	 */
	void run(Runnable work) {
		enter();
		try {
			work.run();
		}
		catch (RuntimeException | Error ex) {
			throw new EffectFailedException(ex);
		}
		finally {
			leave();
		}
	}

	private synchronized void enter() {
		requireOpen();
		this.entered = true;
		this.running = Thread.currentThread();
	}

	private synchronized void leave() {
		this.running = null;
		if (this.abandoned) {
			Thread.interrupted();
		}
	}

	/**
	 * Returns whether the application was asked to do anything.
	 */
	synchronized boolean isEntered() {
		return this.entered;
	}

	/**
	 * Returns whether the time was over first.
	 */
	synchronized boolean isAbandoned() {
		return this.abandoned && !this.closed;
	}

	/**
	 * The first thing, and again after a commit that failed.
	 */
	synchronized void open() {
		this.closed = false;
		requireOpen();
	}

	/** Fails if the time is over. */
	private void requireOpen() {
		if (this.abandoned) {
			throw new EffectFailedException(null);
		}
	}

	/**
	 * The last thing before the commit.
	 */
	synchronized void close() {
		requireOpen();
		this.closed = true;
	}

	/**
	 * The time is over.
	 * @return whether it was over before the commit
	 */
	synchronized boolean abandon() {
		this.abandoned = true;
		if (this.interrupts && this.running != null) {
			this.running.interrupt();
		}
		return !this.closed;
	}

}
