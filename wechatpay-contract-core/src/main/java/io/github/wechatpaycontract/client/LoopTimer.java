package io.github.wechatpaycontract.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.ScheduledFuture;
import reactor.core.Disposable;

/**
 * Times on event loops what mostly never happens: on the loop that asks, if one does, as
 * any other thread would have to be woken for it.
 */
final class LoopTimer implements BiFunction<Runnable, Duration, Disposable> {

	private final EventExecutorGroup loops;

	LoopTimer(EventExecutorGroup loops) {
		this.loops = loops;
	}

	@Override
	public Disposable apply(Runnable task, Duration delay) {
		ScheduledFuture<?> timer = loop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
		return () -> timer.cancel(false);
	}

	private EventExecutor loop() {
		for (EventExecutor loop : this.loops) {
			if (loop.inEventLoop()) {
				return loop;
			}
		}
		return this.loops.next();
	}

}
