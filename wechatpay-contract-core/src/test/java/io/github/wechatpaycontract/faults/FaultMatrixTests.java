package io.github.wechatpaycontract.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.client.ApiRequest;
import io.github.wechatpaycontract.faults.FaultExchange.Front;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every fault in every phase of a call, on both fronts: the call ends in time and as
 * declared, tells truly whether it may have been carried out, and leaves nothing behind.
 */
class FaultMatrixTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	@RegisterExtension
	static final LeakWatch leaks = new LeakWatch();

	private static final TestAuthority AUTHORITY = new TestAuthority();

	/** In full size one call after the other, so that each has the machine to itself. */
	private static final ExecutorService CALLERS = Executors.newFixedThreadPool(Scale.of(8, 1));

	private final WechatPaySimulator simulator = extension.simulator();

	@AfterAll
	static void stop() throws InterruptedException {
		CALLERS.shutdown();
		assertThat(CALLERS.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	@Tag("case-125")
	@Tag("case-138")
	void callWhenFaultStrikesEndsAsDeclaredAndLeavesNothing(Fault fault) throws Exception {
		List<Future<?>> calls = new ArrayList<>();
		for (Phase phase : Phase.values()) {
			for (Front front : Front.values()) {
				calls.add(CALLERS.submit(() -> {
					strike(fault, phase, front);
					return null;
				}));
			}
		}
		for (Future<?> call : calls) {
			call.get(60, TimeUnit.SECONDS);
		}
	}

	@BeforeAll
	static void warmUp() {
		for (Front front : Front.values()) {
			try (FaultProxy tls = FaultProxy.tls(extension.simulator().port(), AUTHORITY.good());
					FaultExchange exchange = FaultExchange.to(tls.secureBaseUrl(), AUTHORITY.trusted())) {
				assertThat(recovered(exchange, front, FaultExchange.POST)).isTrue();
			}
		}
	}

	private void strike(Fault fault, Phase phase, Front front) throws Exception {
		String cell = "%s-%s-%s".formatted(fault, phase, front);
		ApiRequest request = ApiRequest.post("/v3/synthetic/" + cell, Map.of("a", "x".repeat(200)), List.of());
		try (FaultProxy tls = FaultProxy.tls(this.simulator.port(), AUTHORITY.good());
				FaultProxy proxy = FaultProxy.to((phase == Phase.CONNECT) ? tls.port() : this.simulator.port())) {
			FaultExchange exchange = FaultExchange
				.to((phase == Phase.CONNECT) ? proxy.secureBaseUrl() : proxy.baseUrl(), AUTHORITY.trusted());
			try (exchange) {
				phase.place(proxy, fault);
				Outcome outcome = exchange.outcome(front, request);
				assertThat(outcome.took()).as("%s: %s", cell, outcome)
					.isLessThan(FaultExchange.DEADLINE.plus(FaultExchange.MARGIN));
				assertThat(outcome.transport().getFailure()).as("%s: %s", cell, outcome).isIn(fault.failures(phase));
				assertThat(received(request)).as(cell)
					.isLessThanOrEqualTo(outcome.transport().isOutcomeUnknown() ? 1 : 0);
				if (phase == Phase.CONNECT || Scale.isFull()) {
					assertThat(outcome.transport().isOutcomeUnknown()).as("%s: %s", cell, outcome)
						.isEqualTo(phase != Phase.CONNECT);
				}
				proxy.clear();
				assertThat(recovered(exchange, front, request)).as("%s, afterwards", cell).isTrue();
			}
			exchange.awaitChannels(0);
			assertThat(proxy.awaitConnections(0, FaultExchange.LIMIT)).as("%s: the proxy's connections", cell).isTrue();
		}
	}

	/** A machine that is busy may spend the deadline of one call on something else. */
	private static boolean recovered(FaultExchange exchange, Front front, ApiRequest request) {
		for (int i = 0; i < 5; i++) {
			if (exchange.outcome(front, request).isSuccess()) {
				return true;
			}
		}
		return false;
	}

	private long received(ApiRequest request) {
		return this.simulator.requests()
			.stream()
			.map(ReceivedRequest::rawUri)
			.filter(request.pathAndQuery()::equals)
			.count();
	}

	/**
	 * When a fault strikes.
	 */
	enum Phase {

		/** From the first byte of the TLS handshake on. */
		CONNECT {

			@Override
			void place(FaultProxy proxy, Fault fault) {
				if (fault == Fault.DOWN) {
					proxy.down();
				}
				proxy.upstream(fault.toxics());
				proxy.downstream(fault.toxics());
			}

		},

		/** In the midst of the request's headers. */
		REQUEST {

			@Override
			void place(FaultProxy proxy, Fault fault) {
				proxy.upstream(fault.toxics((toxic) -> toxic.after(100)));
			}

		},

		/** In the midst of the answer's headers. */
		ANSWER_HEADERS {

			@Override
			void place(FaultProxy proxy, Fault fault) {
				proxy.downstream(fault.toxics((toxic) -> toxic.after(100)));
			}

		},

		/** When the answer's body begins. */
		ANSWER_BODY {

			@Override
			void place(FaultProxy proxy, Fault fault) {
				proxy.downstream(fault.toxics((toxic) -> toxic.after("\r\n\r\n")));
			}

		};

		abstract void place(FaultProxy proxy, Fault fault);

	}

	/**
	 * The eight faults, so strong that no call gets through.
	 */
	enum Fault {

		LATENCY(Toxic.latency(FaultExchange.DEADLINE.multipliedBy(3), Duration.ofMillis(50))),

		DOWN(Toxic.down()),

		BANDWIDTH(Toxic.bandwidth(50)),

		/** What does not come to its end, and whose end does not come either. */
		SLOW_CLOSE(Toxic.limitData(0), Toxic.slowClose(FaultExchange.DEADLINE.multipliedBy(3))),

		TIMEOUT(Toxic.timeout()),

		RESET_PEER(Toxic.resetPeer(Duration.ofMillis(20))),

		SLICER(Toxic.slicer(1, Duration.ofMillis(20))),

		LIMIT_DATA(Toxic.limitData(0));

		private final Toxic first;

		private final List<Toxic> others;

		Fault(Toxic first, Toxic... others) {
			this.first = first;
			this.others = List.of(others);
		}

		Toxic[] toxics() {
			return toxics((toxic) -> toxic);
		}

		Toxic[] toxics(UnaryOperator<Toxic> begin) {
			List<Toxic> toxics = new ArrayList<>(List.of(begin.apply(this.first)));
			toxics.addAll(this.others);
			return toxics.toArray(Toxic[]::new);
		}

		/** A machine that is busy may spend a deadline on something else. */
		List<Failure> failures(Phase phase) {
			List<Failure> failures = new ArrayList<>(switch (this) {
				case LATENCY, BANDWIDTH, SLOW_CLOSE, TIMEOUT, SLICER ->
					(phase == Phase.CONNECT) ? List.of(Failure.CONNECT, Failure.TIMEOUT) : List.of(Failure.TIMEOUT);
				case DOWN, RESET_PEER, LIMIT_DATA ->
					List.of((phase == Phase.CONNECT) ? Failure.CONNECT : Failure.CONNECTION_LOST);
			});
			if (!Scale.isFull()) {
				failures.add(Failure.TIMEOUT);
			}
			return failures;
		}

	}

}
