package io.github.wechatpaycontract.client;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.DefaultThreadFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Times the calls of all exchanges of this class loader on a thread of its own, as an
 * application may block those of Reactor. The thread begins with a call and ends a second
 * after the last one.
 */
final class CallTimer {

	static final Scheduler SHARED = Schedulers.fromExecutorService(executor());

	private CallTimer() {
	}

	private static ScheduledThreadPoolExecutor executor() {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1,
				new DefaultThreadFactory("wechatpay-deadline", true));
		executor.setKeepAliveTime(1, TimeUnit.SECONDS);
		executor.allowCoreThreadTimeOut(true);
		executor.setRemoveOnCancelPolicy(true);
		return executor;
	}

}
