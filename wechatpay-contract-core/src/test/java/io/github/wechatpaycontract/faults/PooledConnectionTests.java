package io.github.wechatpaycontract.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections that are kept: too long, too few.
 */
class PooledConnectionTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	@RegisterExtension
	static final LeakWatch leaks = new LeakWatch();

	private final WechatPaySimulator simulator = extension.simulator();

	@Test
	@Tag("case-135")
	void callWhenServerHasClosedTheKeptConnectionTakesANewOne() throws Exception {
		try (ScriptedServer server = ScriptedServer.with(Reply.signed("{}").thenClose());
				FaultExchange exchange = FaultExchange.patientlyAtNow(server.baseUrl())) {
			for (int i = 0; i < 50; i++) {
				assertThat(exchange.outcome(FaultExchange.POST).error()).isNull();
				exchange.awaitChannels(0);
			}
			assertThat(server.accepted()).isEqualTo(50);
		}
	}

	@Test
	@Tag("case-135")
	void callWhenServerStaysOpenKeepsTheConnection() {
		try (ScriptedServer server = ScriptedServer.with(Reply.signed("{}"));
				FaultExchange exchange = FaultExchange.patientlyAtNow(server.baseUrl())) {
			for (int i = 0; i < 20; i++) {
				assertThat(exchange.outcome(FaultExchange.POST).error()).isNull();
			}
			assertThat(server.accepted()).as("a result may arrive before its connection is free").isLessThan(5);
		}
	}

	@Test
	@Tag("case-135")
	@EnabledIfSystemProperty(named = "faults.scale", matches = "full", disabledReason = "takes 9 seconds")
	void connectionWhenIdleIsClosedBeforeTheServerDoes() throws Exception {
		try (FaultProxy proxy = FaultProxy.to(this.simulator.port());
				FaultExchange exchange = FaultExchange.patientlyTo(proxy.baseUrl(), UnaryOperator.identity())) {
			assertThat(exchange.outcome(FaultExchange.POST).error()).isNull();
			proxy.downstream(Toxic.slowClose(Duration.ofMinutes(1)));
			exchange.awaitChannels(0);
		}
	}

	@Test
	@Tag("case-135")
	void callWhenServerClosesTheKeptConnectionAtThisMomentSucceeds() {
		try (ScriptedServer server = ScriptedServer.with(Reply.signed("{}").thenClose());
				FaultExchange exchange = FaultExchange.persistentlyAtNow(server.baseUrl())) {
			for (int i = 0; i < 500; i++) {
				assertThat(exchange.outcome(FaultExchange.GET).error()).as("call %d", i).isNull();
			}
		}
	}

	@Test
	@Tag("case-136")
	void callsWhenPoolIsExhaustedEndInTimeAndLeaveNothing() throws Exception {
		int callers = Scale.of(1000, 10_000);
		AtomicInteger ended = new AtomicInteger();
		this.simulator.answers().always(AnswerFault.held());
		try (FaultProxy proxy = FaultProxy.to(this.simulator.port())) {
			FaultExchange exchange = FaultExchange.to(proxy.baseUrl(), 4, UnaryOperator.identity());
			try (exchange) {
				List<Tuple2<Long, Failure>> ends = Flux.range(0, callers)
					.flatMap((i) -> exchange.call(FaultExchange.POST)
						.thenReturn(Failure.PROTOCOL)
						.onErrorResume(WechatPayTransportException.class, (ex) -> Mono.just(ex.getFailure()))
						.doOnNext((failure) -> ended.incrementAndGet())
						.elapsed(), callers)
					.collectList()
					.blockOptional(Duration.ofSeconds(60))
					.orElseThrow();
				List<Failure> failures = ends.stream().map(Tuple2::getT2).toList();
				long longest = ends.stream().mapToLong(Tuple2::getT1).max().orElseThrow();
				assertThat(failures).hasSize(callers).isSubsetOf(Failure.POOL_EXHAUSTED, Failure.TIMEOUT);
				assertThat(exchange.mostChannels()).as("4, and those being closed").isLessThanOrEqualTo(8);
				assertThat(failures).contains(Failure.POOL_EXHAUSTED);
				assertThat(Duration.ofMillis(longest)).isLessThan(FaultExchange.DEADLINE.plus(FaultExchange.MARGIN));
				this.simulator.answers().clear();
				assertThat(recovered(exchange)).isTrue();
			}
			exchange.awaitChannels(0);
			assertThat(proxy.awaitConnections(0, FaultExchange.LIMIT)).isTrue();
		}
		assertThat(ended).hasValue(callers);
	}

	private static boolean recovered(FaultExchange exchange) {
		for (int i = 0; i < 5; i++) {
			if (exchange.outcome(FaultExchange.POST).isSuccess()) {
				return true;
			}
		}
		return false;
	}

}
