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
 * Makes signatures in the order in which they are asked for, on any event loop that is
 * not at one already: a signature takes longer than all else that a loop does for a call.
 * Between two of them a loop looks after its connections, as answers must not wait for
 * requests.
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
		for (Signer signer : this.signers) {
			if (signer.loop.inEventLoop()) {
				return signer.begin();
			}
		}
		return false;
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
			return !this.busy.get() && this.busy.compareAndSet(false, true) && schedule();
		}

		/**
		 * What is executed instead may run before the loop looks after its connections.
		 */
		private boolean schedule() {
			boolean scheduled = false;
			try {
				this.loop.schedule(this, 0, TimeUnit.NANOSECONDS);
				scheduled = true;
			}
			catch (RejectedExecutionException ex) {
				// the loop ends, as all of them do then
			}
			finally {
				if (!scheduled) {
					this.busy.set(false);
				}
			}
			return scheduled;
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

		private void goOn() {
			if (!SigningQueue.this.waiting.isEmpty()) {
				schedule();
				return;
			}
			this.busy.set(false);
			if (!SigningQueue.this.waiting.isEmpty()) {
				begin();
			}
		}

	}

}
