package io.github.wechatpaycontract.client;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;

/**
 * Makes signatures in the order in which they are asked for, on whichever event loop has
 * time: one takes longer than all else that a loop does for a call. Between two of them a
 * loop looks after its connections, as answers must not wait for requests.
 */
final class SigningQueue implements Executor {

	private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

	private final List<Signer> signers;

	SigningQueue(EventExecutorGroup loops) {
		this.signers = StreamSupport.stream(loops.spliterator(), false).map(Signer::new).toList();
	}

	@Override
	public void execute(Runnable signature) {
		this.waiting.add(signature);
		if (!beginHere()) {
			beginElsewhere();
		}
	}

	/** Saves waking another thread. */
	private boolean beginHere() {
		return this.signers.stream().anyMatch((signer) -> signer.loop.inEventLoop() && signer.begin());
	}

	private void beginElsewhere() {
		for (Signer signer : this.signers) {
			if (signer.begin()) {
				return;
			}
		}
	}

	/**
	 * One event loop, which goes on until nothing waits.
	 */
	private final class Signer implements Runnable {

		private final EventExecutor loop;

		private final AtomicBoolean busy = new AtomicBoolean();

		private Signer(EventExecutor loop) {
			this.loop = loop;
		}

		private boolean begin() {
			if (this.busy.get() || !this.busy.compareAndSet(false, true)) {
				return false;
			}
			try {
				this.loop.execute(this);
				return true;
			}
			catch (RejectedExecutionException ex) {
				return false; // the loop has ended, and stays busy to us
			}
		}

		@Override
		public void run() {
			try {
				Runnable signature = SigningQueue.this.waiting.poll();
				if (signature != null) {
					signature.run();
				}
			}
			finally {
				goOn();
			}
		}

		/**
		 * Scheduled, not executed: only then does the loop see to its connections first.
		 */
		private void goOn() {
			if (!SigningQueue.this.waiting.isEmpty()) {
				this.loop.schedule(this, 0, TimeUnit.NANOSECONDS);
				return;
			}
			this.busy.set(false);
			if (!SigningQueue.this.waiting.isEmpty()) {
				begin();
			}
		}

	}

}
