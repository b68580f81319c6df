package io.github.wechatpaycontract.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.client.ApiAnswer;
import io.github.wechatpaycontract.faults.FaultExchange.Front;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls that the caller gives up, and for callers that must not wait.
 */
class CancellationTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	@RegisterExtension
	static final LeakWatch leaks = new LeakWatch();

	private final WechatPaySimulator simulator = extension.simulator();

	private final FaultProxy proxy = FaultProxy.to(this.simulator.port());

	/** One connection: what is not released is missed by the next call. */
	private final FaultExchange exchange = FaultExchange.patientlyTo(this.proxy.baseUrl(), 1, UnaryOperator.identity());

	@AfterEach
	void close() throws Exception {
		this.exchange.close();
		this.exchange.awaitChannels(0);
		assertThat(this.proxy.awaitConnections(0, FaultExchange.LIMIT)).isTrue();
		this.proxy.close();
	}

	@Test
	@Tag("case-138")
	void cancelWhenAnswerIsOutstandingReleasesTheConnection() throws Exception {
		for (int i = 0; i < Scale.of(20, 500); i++) {
			this.simulator.answers().next(AnswerFault.held());
			CompletableFuture<ReceivedRequest> received = this.simulator.nextRequest();
			CompletableFuture<ApiAnswer> call = this.exchange.call(FaultExchange.POST).toFuture();
			assertThat(received).succeedsWithin(FaultExchange.LIMIT);
			call.cancel(true);
			succeeds();
		}
	}

	@Test
	@Tag("case-138")
	void cancelWhenAnswerIsArrivingReleasesTheConnection() throws Exception {
		for (int i = 0; i < Scale.of(20, 500); i++) {
			this.proxy.downstream(Toxic.slicer(1, Duration.ofMillis(1)));
			CompletableFuture<ReceivedRequest> received = this.simulator.nextRequest();
			Disposable call = this.exchange.call(FaultExchange.POST).onErrorComplete().subscribe();
			assertThat(received).succeedsWithin(FaultExchange.LIMIT);
			call.dispose();
			this.proxy.clear();
			succeeds();
		}
	}

	@Test
	@Tag("case-138")
	void cancelWhenItMayBeAnywhereReleasesTheConnection() throws Exception {
		for (int i = 0; i < Scale.of(100, 5000); i++) {
			CountDownLatch subscribed = new CountDownLatch(1);
			Disposable call = this.exchange.call(FaultExchange.POST)
				.doOnSubscribe((subscription) -> subscribed.countDown())
				.onErrorComplete(WechatPayException.class)
				.subscribe();
			assertThat(subscribed.await(10, TimeUnit.SECONDS)).isTrue();
			for (long end = System.nanoTime() + i * 50_000L % 5_000_000; System.nanoTime() < end;) {
				Thread.onSpinWait();
			}
			call.dispose();
		}
		succeeds();
	}

	@Test
	@Tag("case-138")
	void cancelWhenWaitingForAConnectionLeavesThePlaceToTheNext() {
		this.simulator.answers().next(AnswerFault.delayed(Duration.ofMillis(300)));
		CompletableFuture<ReceivedRequest> received = this.simulator.nextRequest();
		CompletableFuture<ApiAnswer> first = this.exchange.call(FaultExchange.POST).toFuture();
		assertThat(received).succeedsWithin(FaultExchange.LIMIT);
		CompletableFuture<ApiAnswer> second = this.exchange.call(FaultExchange.POST).toFuture();
		CompletableFuture<ApiAnswer> third = this.exchange.call(FaultExchange.POST).toFuture();
		second.cancel(true);
		assertThat(first).succeedsWithin(FaultExchange.LIMIT);
		assertThat(third).succeedsWithin(FaultExchange.LIMIT);
		assertThat(this.simulator.requests()).hasSize(2);
	}

	@Test
	@Tag("case-138")
	void blockingCallWhenInterruptedEndsAndReleasesTheConnection() throws Exception {
		this.simulator.answers().next(AnswerFault.held());
		CompletableFuture<ReceivedRequest> received = this.simulator.nextRequest();
		CompletableFuture<Outcome> ended = new CompletableFuture<>();
		Thread caller = new Thread(() -> ended.complete(this.exchange.outcome(Front.BLOCKING, FaultExchange.POST)));
		caller.start();
		assertThat(received).succeedsWithin(FaultExchange.LIMIT);
		caller.interrupt();
		Outcome outcome = ended.get(10, TimeUnit.SECONDS);
		assertThat(outcome.transport().getFailure()).isEqualTo(Failure.INTERRUPTED);
		assertThat(outcome.transport().isOutcomeUnknown()).isTrue();
		succeeds();
	}

	@Test
	@Tag("case-138")
	void closeWhenCallIsUnderWayEndsIt() throws Exception {
		this.simulator.answers().next(AnswerFault.held());
		CompletableFuture<ReceivedRequest> received = this.simulator.nextRequest();
		CompletableFuture<Outcome> call = CompletableFuture
			.supplyAsync(() -> this.exchange.outcome(Front.REACTIVE, FaultExchange.POST));
		assertThat(received).succeedsWithin(FaultExchange.LIMIT);
		this.exchange.close();
		Outcome outcome = call.get(20, TimeUnit.SECONDS);
		assertThat(outcome.took()).as("%s", outcome).isLessThan(Duration.ofSeconds(2));
		assertThat(outcome.transport().isOutcomeUnknown()).isTrue();
	}

	@Test
	@Tag("case-139")
	void blockingCallWhenOnAnotherLibrarysEventLoopEndsWithoutDeadlock() throws Exception {
		EventLoopGroup loops = new NioEventLoopGroup(1);
		try {
			Outcome outcome = loops.submit(() -> this.exchange.outcome(Front.BLOCKING, FaultExchange.POST))
				.get(10, TimeUnit.SECONDS);
			assertThat(outcome.error()).isNull();
		}
		finally {
			loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
		}
	}

	@Test
	@Tag("case-139")
	void blockingCallWhenOnTheClientsOwnForeignEventLoopEndsInTime() throws Exception {
		EventLoopGroup loops = new NioEventLoopGroup(1);
		try (FaultExchange shared = FaultExchange.to(this.proxy.baseUrl(), (client) -> client.runOn(loops))) {
			Outcome outcome = loops.submit(() -> shared.outcome(Front.BLOCKING, FaultExchange.POST))
				.get(10, TimeUnit.SECONDS);
			assertThat(outcome.error()).isNotNull();
			assertThat(outcome.took()).isLessThan(FaultExchange.DEADLINE.plus(FaultExchange.MARGIN));
		}
		finally {
			loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
		}
	}

	private void succeeds() {
		Outcome outcome = this.exchange.outcome(FaultExchange.POST);
		assertThat(outcome.error()).as("%s", outcome).isNull();
	}

}
