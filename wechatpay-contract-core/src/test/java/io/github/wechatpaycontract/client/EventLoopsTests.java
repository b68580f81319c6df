package io.github.wechatpaycontract.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventLoops}.
 */
class EventLoopsTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final WechatPaySimulator simulator = extension.simulator();

	@Test
	void joinWhenOthersStayGivesTheSameAndEndsWithTheLast() {
		EventLoops shared = new EventLoops();
		LoopResources loops = shared.join();
		assertThat(shared.join()).isSameAs(loops);
		shared.leave();
		assertThat(loops.isDisposed()).isFalse();
		shared.leave();
		assertThat(loops.isDisposed()).isTrue();
		LoopResources next = shared.join();
		assertThat(next).isNotSameAs(loops);
		assertThat(next.isDisposed()).isFalse();
		shared.leave();
	}

	@Test
	void exchangeWhenAnotherIsClosedTwiceStillAnswers() {
		try (SignedExchange exchange = SimulatedExchange.to(this.simulator.baseUrl())) {
			SignedExchange other = SimulatedExchange.to(this.simulator.baseUrl());
			assertThat(threads(exchange)).allMatch((name) -> name.startsWith("wechatpay-"));
			other.exchange(ApiRequest.get("/v3/synthetic/x")).block(LIMIT);
			other.close();
			other.close();
			assertThat(threads(exchange)).allMatch((name) -> name.startsWith("wechatpay-"));
		}
	}

	@Test
	void exchangeWhenCustomizerChoosesEventLoopsRunsOnThem() {
		LoopResources own = LoopResources.create("own", 1, true);
		UnaryOperator<HttpClient> customizer = (client) -> client.runOn(own);
		try (SignedExchange exchange = SimulatedExchange.to(this.simulator.baseUrl(), Clock.systemUTC(), customizer)) {
			assertThat(threads(exchange)).allMatch((name) -> name.startsWith("own-"));
		}
		finally {
			own.disposeLater(Duration.ZERO, LIMIT).block(LIMIT);
		}
	}

	private static List<String> threads(SignedExchange exchange) {
		List<String> threads = new CopyOnWriteArrayList<>();
		exchange.exchange(ApiRequest.get("/v3/synthetic/x"))
			.doOnNext((answer) -> threads.add(Thread.currentThread().getName()))
			.block(LIMIT);
		assertThat(threads).hasSize(1);
		return threads;
	}

}
