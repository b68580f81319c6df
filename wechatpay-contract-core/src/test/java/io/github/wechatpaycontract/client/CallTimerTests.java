package io.github.wechatpaycontract.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallTimer}.
 */
class CallTimerTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final CallTimer timer = new CallTimer();

	@Test
	void closeEndsTheThread() throws Exception {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		this.timer.get().schedule(() -> thread.complete(Thread.currentThread()));
		Disposable ended = this.timer.get().schedule(() -> thread.complete(null), 1, TimeUnit.HOURS);
		assertThat(thread).succeedsWithin(LIMIT)
			.satisfies((worker) -> assertThat(worker.getName()).startsWith("wechatpay-deadline"))
			.matches(Thread::isDaemon);
		ended.dispose();
		this.timer.close();
		thread.get().join(LIMIT.toMillis());
		assertThat(thread.get().isAlive()).isFalse();
	}

	@Test
	void deadlineOfACallUnderWayComesAlthoughClosed() throws Exception {
		CompletableFuture<Thread> told = new CompletableFuture<>();
		this.timer.get().schedule(() -> told.complete(Thread.currentThread()), 200, TimeUnit.MILLISECONDS);
		this.timer.close();
		assertThat(told).succeedsWithin(LIMIT);
		told.get().join(LIMIT.toMillis());
		assertThat(told.get().isAlive()).isFalse();
	}

}
