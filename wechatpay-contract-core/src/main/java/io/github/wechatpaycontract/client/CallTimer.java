package io.github.wechatpaycontract.client;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Times calls on a thread of its own, as an application may block those of Reactor. The
 * thread begins with the first call and rests after a minute without one. Once closed, it
 * ends with the last deadline that is still to come.
 */
final class CallTimer implements Supplier<Scheduler>, AutoCloseable {

	private @Nullable ScheduledThreadPoolExecutor executor;

	private volatile @Nullable Scheduler scheduler;

	@Override
	public Scheduler get() {
		Scheduler made = this.scheduler;
		return (made != null) ? made : create();
	}

	private synchronized Scheduler create() {
		Scheduler made = this.scheduler;
		if (made == null) {
			ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1,
					new DefaultThreadFactory("wechatpay-deadline", true));
			executor.setKeepAliveTime(1, TimeUnit.MINUTES);
			executor.allowCoreThreadTimeOut(true);
			executor.setRemoveOnCancelPolicy(true);
			made = Schedulers.fromExecutorService(executor);
			this.executor = executor;
			this.scheduler = made;
		}
		return made;
	}

	@Override
	public synchronized void close() {
		if (this.executor != null) {
			this.executor.shutdown();
		}
	}

}
