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

	@Test
	void threadEndsOnceNoDeadlineIsToCome() throws Exception {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		Disposable deadline = CallTimer.SHARED.schedule(() -> thread.complete(null), 1, TimeUnit.HOURS);
		CallTimer.SHARED.schedule(() -> thread.complete(Thread.currentThread()));
		assertThat(thread).succeedsWithin(LIMIT)
			.satisfies((worker) -> assertThat(worker.getName()).startsWith("wechatpay-deadline"))
			.matches(Thread::isDaemon);
		thread.get().join(1_500);
		assertThat(thread.get().isAlive()).isTrue();
		deadline.dispose();
		thread.get().join(LIMIT.toMillis());
		assertThat(thread.get().isAlive()).isFalse();
	}

}
