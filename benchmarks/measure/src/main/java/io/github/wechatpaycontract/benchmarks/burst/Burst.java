package io.github.wechatpaycontract.benchmarks.burst;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.benchmarks.contender.OurClient;
import io.github.wechatpaycontract.benchmarks.contender.OurMerchants;
import io.github.wechatpaycontract.benchmarks.fixture.CryptoChoice;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.ReactiveCaller;
import io.netty.util.ResourceLeakDetectorFactory;

/**
 * Very many calls started at once, in a small heap, by one process.
 */
public final class Burst {

	/** Each call ends within 25 s; the rest is the time to tell them all. */
	private static final Duration LIMIT = Duration.ofSeconds(120);

	private static final String ANSWERED = "answered";

	private Burst() {
	}

	/**
	 * Calls.
	 * @param args the provider, the number of calls and the server's URL
	 * @throws InterruptedException if nobody waits any more
	 */
	public static void main(String[] args) throws InterruptedException {
		LeakCounter leaks = new LeakCounter();
		ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(leaks);
		CryptoChoice crypto = CryptoChoice.valueOf(args[0].toUpperCase(Locale.ROOT));
		ReactiveCaller caller = new OurClient(OurMerchants.create(Fixture.ofProcess(), crypto), URI.create(args[2]))
			.reactive();
		int count = Integer.parseInt(args[1]);
		long start = System.nanoTime();
		Map<String, LongAdder> ends = new ConcurrentHashMap<>();
		boolean complete = call(caller, count, ends);
		long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
		int threads = ManagementFactory.getThreadMXBean().getPeakThreadCount();
		for (int i = 0; i < 5; i++) {
			// A lost buffer is found when it is collected and another one is allocated.
			System.gc();
			call(caller, 10, new ConcurrentHashMap<>());
		}
		System.out.printf(Locale.ROOT, "BURST complete=%s threads=%d leaks=%d millis=%d ends=%s%n", complete, threads,
				leaks.leaks(), millis, new TreeMap<>(ends).toString().replace(" ", ""));
		System.exit(0);
	}

	private static boolean call(ReactiveCaller caller, int count, Map<String, LongAdder> ends)
			throws InterruptedException {
		CountDownLatch latch = new CountDownLatch(count);
		for (int i = 0; i < count; i++) {
			caller.call()
				.subscribe((answer) -> end(ANSWERED, ends, latch), (failure) -> end(name(failure), ends, latch));
		}
		return latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
	}

	private static void end(String name, Map<String, LongAdder> ends, CountDownLatch latch) {
		ends.computeIfAbsent(name, (key) -> new LongAdder()).increment();
		latch.countDown();
	}

	/** What is not declared is told with its class, so that it shows. */
	private static String name(Throwable failure) {
		if (failure instanceof WechatPayTransportException transport) {
			return "refused-" + transport.getFailure();
		}
		return ((failure instanceof WechatPayException) ? "refused-" : "UNDECLARED-")
				+ failure.getClass().getSimpleName();
	}

}
