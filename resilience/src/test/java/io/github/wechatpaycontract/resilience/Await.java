package io.github.wechatpaycontract.resilience;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for other processes, which cannot be waited for in any better way than by looking
 * again.
 */
final class Await {

	private static final Duration PAUSE = Duration.ofMillis(20);

	private Await() {
	}

	static void until(String what, Duration limit, BooleanSupplier condition) {
		long end = System.nanoTime() + limit.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > end) {
				throw new AssertionError("Not within %s: %s".formatted(limit, what));
			}
			pause(PAUSE);
		}
	}

	static void pause(Duration pause) {
		LockSupport.parkNanos(pause.toNanos());
	}

}
