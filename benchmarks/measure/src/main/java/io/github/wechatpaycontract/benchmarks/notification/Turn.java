package io.github.wechatpaycontract.benchmarks.notification;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;

import org.openjdk.jmh.infra.Blackhole;

/**
 * What is compared is done in short turns, so that a machine that is fast now and slow
 * then is so for all, and only the CPU it takes is counted.
 */
final class Turn {

	static final int NOTIFICATIONS = 100;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private Turn() {
	}

	/**
	 * Takes a turn.
	 * @param work reads one notification
	 * @param sink takes what it gives
	 * @return how much CPU the turn took, in nanoseconds
	 */
	static long of(Callable<?> work, Blackhole sink) throws Exception {
		long start = THREADS.getCurrentThreadCpuTime();
		for (int i = 0; i < NOTIFICATIONS; i++) {
			sink.consume(work.call());
		}
		return THREADS.getCurrentThreadCpuTime() - start;
	}

}
