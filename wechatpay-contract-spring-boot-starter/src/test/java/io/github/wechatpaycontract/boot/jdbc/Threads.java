package io.github.wechatpaycontract.boot.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Does things on other threads and waits for them, for a limited time.
 */
final class Threads {

	private static final long LIMIT_SECONDS = 30;

	private Threads() {
	}

	/**
	 * Calls something on another thread.
	 */
	static <T> T elsewhere(Supplier<T> call) {
		return together(1, (number) -> call.get()).get(0);
	}

	/**
	 * Calls something on several threads at the same time.
	 */
	static <T> List<T> together(int count, IntFunction<T> call) {
		CyclicBarrier start = new CyclicBarrier(count);
		ExecutorService executor = Executors.newFixedThreadPool(count);
		try {
			List<Future<T>> futures = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				int number = i;
				futures.add(executor.submit(() -> {
					await(start);
					return call.apply(number);
				}));
			}
			List<T> results = new ArrayList<>();
			for (Future<T> future : futures) {
				results.add(future.get(LIMIT_SECONDS, TimeUnit.SECONDS));
			}
			return results;
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
		finally {
			executor.shutdownNow();
		}
	}

	static void await(CyclicBarrier barrier) {
		try {
			barrier.await(LIMIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

}
