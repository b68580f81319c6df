package io.github.wechatpaycontract.ledger;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LedgerExecutor}.
 */
@Timeout(60)
class LedgerExecutorTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	@Test
	void oneStuckThreadKeepsNothingElseWaiting() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		LedgerExecutor executor = new LedgerExecutor(4);
		try {
			CompletableFuture<?> stuck = executor.call(() -> release.await(60, TimeUnit.SECONDS)).toFuture();
			List<CompletableFuture<Integer>> others = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				int number = i;
				others.add(executor.call(() -> number).toFuture());
			}
			for (CompletableFuture<Integer> other : others) {
				assertThat(other.get(20, TimeUnit.SECONDS)).isNotNegative();
			}
			assertThat(stuck).isNotDone();
		}
		finally {
			release.countDown();
			executor.close();
		}
	}

	@Test
	void threadsSeeTheClassesOfTheApplicationWhoeverStartsThem() throws Exception {
		Thread current = Thread.currentThread();
		ClassLoader application = current.getContextClassLoader();
		try (LedgerExecutor executor = new LedgerExecutor(1);
				URLClassLoader webServer = new URLClassLoader(new URL[0], application)) {
			current.setContextClassLoader(webServer);
			assertThat(executor.call(() -> Thread.currentThread().getContextClassLoader()).block(LIMIT))
				.isSameAs(application);
		}
		finally {
			current.setContextClassLoader(application);
		}
	}

	@Test
	void effectsAndOtherWorkDoNotWaitForEachOther() {
		LedgerExecutor executor = new LedgerExecutor(1);
		CountDownLatch release = new CountDownLatch(1);
		try {
			executor.call(() -> release.await(60, TimeUnit.SECONDS)).subscribe();
			assertThat(executor.effect(() -> true).block(LIMIT)).isTrue();
		}
		finally {
			release.countDown();
			executor.close();
		}
	}

	@Test
	void whatIsUnderWayWhenItClosesIsFinished() throws Exception {
		LedgerExecutor executor = new LedgerExecutor(1);
		CountDownLatch started = new CountDownLatch(1);
		CompletableFuture<Boolean> finished = executor.call(() -> {
			started.countDown();
			return !new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
		}).toFuture();
		assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
		executor.close();
		assertThat(finished.get(20, TimeUnit.SECONDS)).isTrue();
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> executor.call(() -> true).block(LIMIT));
	}

}
