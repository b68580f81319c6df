package io.github.wechatpaycontract.benchmarks.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import org.HdrHistogram.Histogram;

/**
 * Measures this process while its callers are at work.
 */
public final class Meter {

	private static final long CALLS_EACH = 4;

	private static final Duration SETTLED_AT_THE_LATEST = Duration.ofSeconds(10);

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final AllocationMeter allocation = new AllocationMeter();

	/**
	 * Until there were several calls for each caller, so that hardly one is left that was
	 * under way before.
	 */
	private static void settle(Tally tally, int count, Duration time) throws InterruptedException {
		long calls = tally.answeredCalls() + CALLS_EACH * count;
		Thread.sleep(time.toMillis());
		long limit = System.nanoTime() + SETTLED_AT_THE_LATEST.toNanos();
		while (tally.answeredCalls() < calls && System.nanoTime() < limit) {
			Thread.sleep(50);
		}
	}

	/**
	 * Measures callers.
	 * @param callers the callers
	 * @param count how many
	 * @param settling how long they work at least, until all have their connections, and
	 * again after the collection that the allocation is counted from
	 * @param measured how long they are measured
	 * @return the figures
	 * @throws InterruptedException if nobody waits any more
	 */
	public Figures measure(Callers callers, int count, Duration settling, Duration measured)
			throws InterruptedException {
		Tally tally = new Tally();
		callers.start(count, tally);
		settle(tally, count, settling);
		AllocationMeter.Collected first = this.allocation.collect(tally::answeredCalls);
		settle(tally, count, settling);
		this.threads.resetPeakThreadCount();
		tally.times();
		long calls = tally.answeredCalls();
		long cpu = this.system.getProcessCpuTime();
		long start = System.nanoTime();
		Thread.sleep(measured.toMillis());
		calls = tally.answeredCalls() - calls;
		cpu = this.system.getProcessCpuTime() - cpu;
		double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
		Histogram times = tally.times();
		AllocationMeter.Collected last = this.allocation.collect(tally::answeredCalls);
		int peak = this.threads.getPeakThreadCount();
		callers.stop();
		return new Figures(Map.of(Figures.THROUGHPUT, calls / seconds, Figures.CPU_MICROS, micros(cpu) / calls,
				Figures.ALLOCATED_BYTES, (double) last.bytes() / (last.calls() - first.calls()), Figures.THREADS,
				(double) peak, Figures.P50_MILLIS, micros(times.getValueAtPercentile(50)) / 1000, Figures.P99_MILLIS,
				micros(times.getValueAtPercentile(99)) / 1000, Figures.FAILED, (double) tally.failedCalls()));
	}

	private static double micros(long nanos) {
		return nanos / 1000.0;
	}

}
