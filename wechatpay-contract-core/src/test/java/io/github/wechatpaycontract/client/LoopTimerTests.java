package io.github.wechatpaycontract.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoopTimer}.
 */
class LoopTimerTests {

	private static final Duration SOON = Duration.ofMillis(20);

	private final EventLoopGroup loops = new DefaultEventLoopGroup(3);

	private final LoopTimer timer = new LoopTimer(this.loops);

	@AfterEach
	void stop() {
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

	@Test
	void applyOnALoopRunsTheTaskOnThatLoop() throws Exception {
		for (EventExecutor loop : this.loops) {
			CompletableFuture<Boolean> same = new CompletableFuture<>();
			loop.submit(() -> this.timer.apply(() -> same.complete(loop.inEventLoop()), SOON)).get();
			assertThat(same.get(5, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void applyElsewhereRunsTheTaskOnALoopAfterTheDelay() throws Exception {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		long start = System.nanoTime();
		this.timer.apply(() -> thread.complete(Thread.currentThread()), SOON);
		assertThat(thread.get(5, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SOON.toNanos());
	}

	@Test
	void disposeKeepsTheTaskFromRunning() throws Exception {
		CountDownLatch ran = new CountDownLatch(1);
		Disposable never = this.timer.apply(ran::countDown, Duration.ofMillis(200));
		never.dispose();
		assertThat(ran.await(400, TimeUnit.MILLISECONDS)).isFalse();
	}

}
