package io.github.wechatpaycontract.benchmarks.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import reactor.core.publisher.Mono;

/**
 * Callers that subscribe again when their answer is there, and have no thread.
 */
public final class ReactiveCallers implements Callers {

	private static final long LIMIT_SECONDS = 60;

	private final ReactiveCaller caller;

	private volatile boolean stopped;

	private CountDownLatch finished = new CountDownLatch(0);

	public ReactiveCallers(ReactiveCaller caller) {
		this.caller = caller;
	}

	@Override
	public void start(int count, Tally tally) {
		this.stopped = false;
		CountDownLatch latch = new CountDownLatch(count);
		this.finished = latch;
		for (int i = 0; i < count; i++) {
			Mono.defer(() -> call(tally))
				.repeat(() -> !this.stopped)
				.doFinally((signal) -> latch.countDown())
				.subscribe();
		}
	}

	private Mono<Void> call(Tally tally) {
		long start = System.nanoTime();
		return this.caller.call()
			.doOnSuccess((answer) -> tally.answered(System.nanoTime() - start))
			.onErrorComplete((ex) -> {
				tally.failed(ex);
				return true;
			})
			.then();
	}

	@Override
	public void stop() throws InterruptedException {
		this.stopped = true;
		if (!this.finished.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException("Calls that never end: " + this.finished.getCount());
		}
	}

}
