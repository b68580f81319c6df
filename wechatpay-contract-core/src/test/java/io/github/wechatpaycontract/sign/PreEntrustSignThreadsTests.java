package io.github.wechatpaycontract.sign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.netty.channel.nio.NioEventLoopGroup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PreEntrustSignTemplate} and {@link ReactivePreEntrustSignTemplate}:
 * deadlines, connections and threads.
 */
class PreEntrustSignThreadsTests extends AbstractPreEntrustSignTests {

	@Test
	@Tag("case-126")
	void miniProgramWhenAnswerDripsEndsAtTheDeadline() {
		try (SignedExchange to = SimulatedExchange.to(this.simulator.baseUrl(), Duration.ofMillis(700))) {
			next(AnswerFault.dripping(Duration.ofMillis(50)));
			fails(WechatPayTransportException.class, reactive(to, Clock.systemUTC()), request("drip1"), (ex) -> {
				assertThat(ex.getFailure()).isEqualTo(Failure.TIMEOUT);
				assertThat(ex.isOutcomeUnknown()).isTrue();
				assertThat(ex).hasMessageContaining("look before trying again");
			});
		}
	}

	@Test
	void miniProgramWhenAnswerNeverComesFailsWithUnknownOutcome() {
		try (SignedExchange to = SimulatedExchange.to(this.simulator.baseUrl(), Duration.ofMillis(700))) {
			next(AnswerFault.held());
			fails(WechatPayTransportException.class, reactive(to, Clock.systemUTC()), request("held1"), (ex) -> {
				assertThat(ex.getFailure()).isEqualTo(Failure.TIMEOUT);
				assertThat(ex.isOutcomeUnknown()).isTrue();
			});
		}
		assertThat(this.simulator.session("held1")).isPresent();
	}

	@Test
	void miniProgramWhenConnectionIsResetFailsWithUnknownOutcome() {
		for (AnswerFault fault : List.of(AnswerFault.reset(), AnswerFault.resetMidBody())) {
			next(fault);
			fails(WechatPayTransportException.class, (ex) -> {
				assertThat(ex.getFailure()).isEqualTo(Failure.CONNECTION_LOST);
				assertThat(ex.isOutcomeUnknown()).isTrue();
			});
		}
		assertThat(this.simulator.requests()).as("repeats nothing by itself").hasSize(2);
	}

	@Test
	@Tag("case-127")
	void miniProgramWhenAnswerIsTooLargeStops() {
		next(AnswerFault.endless());
		fails(WechatPayTransportException.class, (ex) -> {
			assertThat(ex.getFailure()).isEqualTo(Failure.ANSWER_TOO_LARGE);
			assertThat(ex.isRetryable()).isFalse();
			assertThat(ex.isOutcomeUnknown()).isTrue();
		});
		next(AnswerFault.oversized(256 * 1024 + 1));
		fails(WechatPayTransportException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(Failure.ANSWER_TOO_LARGE));
		next(AnswerFault.oversized(256 * 1024));
		assertThat(this.template.miniProgram(request("large1")).outContractCode()).isEqualTo("large1");
	}

	@Test
	@Tag("case-131")
	void miniProgramWhenRedirectedDoesNotFollow() {
		try (WechatPaySimulator elsewhere = WechatPaySimulator.builder().merchant(TestPlatform.simulated()).start()) {
			next(AnswerFault.redirect(elsewhere.baseUrl() + "/v3/x"));
			fails(WechatPayApiException.class, (ex) -> {
				assertThat(ex.getStatus()).isEqualTo(302);
				assertThat(ex.isVerified()).isFalse();
			});
			assertThat(elsewhere.requests()).isEmpty();
		}
	}

	@Test
	@Tag("case-139")
	void miniProgramWhenThreadMustNotBlockRefusesAndSendsNothing() throws Exception {
		CompletableFuture<Throwable> onParallel = new CompletableFuture<>();
		Schedulers.parallel().schedule(() -> attempt(onParallel));
		assertRefused(onParallel);
		LoopResources loops = LoopResources.create("test-loop", 1, true);
		try {
			CompletableFuture<Throwable> onLoop = new CompletableFuture<>();
			loops.onServer(false).next().execute(() -> attempt(onLoop));
			assertRefused(onLoop);
		}
		finally {
			loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block(LIMIT);
		}
		assertThat(this.simulator.requests()).isEmpty();
		assertThat(this.simulator.sessions()).isEmpty();
	}

	private void attempt(CompletableFuture<Throwable> result) {
		try {
			this.template.miniProgram(request("never"));
			result.complete(new AssertionError("no exception"));
		}
		catch (Throwable ex) {
			result.complete(ex);
		}
	}

	private static void assertRefused(CompletableFuture<Throwable> result) throws Exception {
		assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("nothing was sent. Use ReactivePreEntrustSignOperations here");
	}

	@Test
	void miniProgramWhenThreadIsInterruptedFailsAsDeclared() throws Exception {
		next(AnswerFault.held());
		CompletableFuture<ReceivedRequest> arrived = this.simulator.nextRequest();
		CompletableFuture<Throwable> result = new CompletableFuture<>();
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			attempt(result);
			flag.complete(Thread.currentThread().isInterrupted());
		});
		caller.start();
		arrived.get(10, TimeUnit.SECONDS);
		caller.interrupt();
		assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOfSatisfying(WechatPayTransportException.class,
				(ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
		caller.join(10_000);
	}

	@Test
	void miniProgramWhenMonoIsNotSubscribedSendsNothing() throws Exception {
		Mono<MiniProgramSignSession> call = this.reactive.miniProgram(request("cold1"));
		assertThat(this.simulator.requests()).isEmpty();
		assertThat(call.toFuture().get(10, TimeUnit.SECONDS).outContractCode()).isEqualTo("cold1");
	}

	@Test
	void miniProgramWhenFutureFailsGivesTheExceptionAsCause() {
		next(AnswerFault.error(403, "NO_AUTH", "no"));
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> this.reactive.miniProgram(request("f1")).toFuture().get(10, TimeUnit.SECONDS))
			.withCauseInstanceOf(WechatPayApiException.class);
	}

	@Test
	void miniProgramWhenRunNeverComputesOnTheCallersEventLoop() {
		List<String> threads = new CopyOnWriteArrayList<>();
		Clock recording = new Clock() {

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				threads.add(Thread.currentThread().getName());
				return Instant.now();
			}

		};
		NioEventLoopGroup loops = new NioEventLoopGroup(1);
		try (SignedExchange to = SimulatedExchange.to(this.simulator.baseUrl(), recording, (client) -> client)) {
			CompletableFuture<MiniProgramSignSession> session = new CompletableFuture<>();
			loops.execute(() -> reactive(to, recording).miniProgram(request("loop1"))
				.subscribe(session::complete, session::completeExceptionally));
			assertThat(session).succeedsWithin(LIMIT);
		}
		finally {
			loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
		}
		assertThat(threads).hasSizeGreaterThanOrEqualTo(3).allMatch((name) -> name.startsWith("wechatpay-"));
	}

	@Test
	@Tag("case-12")
	void miniProgramWhen64ThreadsShareOneClientAllAreVerified() throws Exception {
		List<CompletableFuture<MiniProgramSignSession>> calls = IntStream.range(0, 64)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> this.template.miniProgram(request("shared" + i)),
					(task) -> new Thread(task).start()))
			.toList();
		for (CompletableFuture<MiniProgramSignSession> call : calls) {
			call.get(20, TimeUnit.SECONDS);
		}
		assertThat(this.simulator.requests()).hasSize(64).allMatch(ReceivedRequest::signatureAccepted);
	}

}
