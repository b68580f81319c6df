package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoopPools}.
 */
class LoopPoolsTests {

	private static final int LOOPS = 24;

	private static final PoolSettings ONE = new PoolSettings(1, 8, Duration.ofSeconds(10), Duration.ofSeconds(6),
			Duration.ofMinutes(1));

	private final LoopPools pools = new LoopPools();

	private final AtomicInteger deepest = new AtomicInteger();

	/**
	 * A host with many processors has many pools, and a stack has an end.
	 */
	@Test
	void disposeWhenCallsThatWaitAskForTheSameTellsThemAndDoesNotNest() throws Exception {
		LoopResources all = LoopResources.create("many", 1, LOOPS, true, false);
		CountDownLatch told = new CountDownLatch(LOOPS);
		try (ServerSocket silent = new ServerSocket(0, 2 * LOOPS, InetAddress.getLoopbackAddress())) {
			List<OneLoop> loops = OneLoop.each(all);
			assertThat(loops).hasSize(LOOPS);
			for (OneLoop loop : loops) {
				this.pools.add(loop, loop.loop(), ONE);
				call(loop, silent, told);
				call(loop, silent, told);
			}
			for (int i = 0; i < LOOPS; i++) {
				silent.accept();
			}
			int here = Thread.currentThread().getStackTrace().length;
			this.pools.dispose();
			assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(this.deepest.get() - here).isBetween(1, 400);
		}
		finally {
			all.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
		}
	}

	private void call(OneLoop loop, ServerSocket server, CountDownLatch told) {
		HttpClient.create(this.pools)
			.runOn(loop)
			.get()
			.uri("http://127.0.0.1:" + server.getLocalPort() + "/")
			.response()
			.onErrorMap((ex) -> {
				this.deepest.accumulateAndGet(Thread.currentThread().getStackTrace().length, Math::max);
				this.pools.dispose();
				return new IOException(ex);
			})
			.doFinally((signal) -> told.countDown())
			.subscribe((answer) -> {
			}, (ex) -> {
			});
	}

}
