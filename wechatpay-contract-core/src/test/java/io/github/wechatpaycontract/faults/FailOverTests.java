package io.github.wechatpaycontract.faults;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.client.BaseUrl;
import io.github.wechatpaycontract.client.HostSettings;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls whose host is not there, with the timeouts that users get.
 */
class FailOverTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	@RegisterExtension
	static final LeakWatch leaks = new LeakWatch();

	private static final TestAuthority AUTHORITY = new TestAuthority();

	/** What a busy machine may add to what is asserted. */
	private static final Duration BUSY = Scale.isFull() ? Duration.ZERO : Duration.ofSeconds(2);

	private final WechatPaySimulator simulator = extension.simulator();

	@Test
	@Tag("case-132")
	void callsWhenPrimaryIsABlackHoleAllSucceedAndOnlyTheFirstWaits() throws Exception {
		try (BlackHole hole = BlackHole.open()) {
			allSucceedAndOnlyTheFirstWait(host(hole.baseUrl()), host(this.simulator.baseUrl()));
		}
	}

	@Test
	@Tag("case-132")
	void callsWhenPrimaryNeverShakesHandsAllSucceedAndOnlyTheFirstWaits() throws Exception {
		try (ScriptedServer silent = ScriptedServer.silent();
				FaultProxy tls = FaultProxy.tls(this.simulator.port(), AUTHORITY.good())) {
			allSucceedAndOnlyTheFirstWait(host(URI.create("https://localhost:" + silent.port())),
					host(tls.secureBaseUrl()));
		}
	}

	private void allSucceedAndOnlyTheFirstWait(BaseUrl primary, BaseUrl backup) {
		try (FaultExchange direct = FaultExchange.to(HostSettings.only(backup), AUTHORITY.trusted());
				FaultExchange exchange = FaultExchange.to(new HostSettings(primary, backup, 1, Duration.ofSeconds(60)),
						AUTHORITY.trusted())) {
			Duration usual = median(times(direct, 9));
			List<Duration> times = times(exchange, 12);
			assertThat(times.get(0)).isLessThan(Duration.ofMillis(2500).plus(BUSY));
			List<Duration> later = times.subList(1, times.size());
			assertThat(median(later)).isLessThan(usual.plusMillis(50).plus(BUSY));
		}
	}

	/** Two seconds for a connection would leave no time for the backup. */
	@Test
	@Tag("case-132")
	void callsWhenPrimaryIsABlackHoleSucceedAlsoWithinAShortDeadline() throws Exception {
		Duration deadline = Duration.ofMillis(1800);
		try (BlackHole hole = BlackHole.open();
				FaultExchange exchange = FaultExchange.hurriedlyTo(new HostSettings(host(hole.baseUrl()),
						host(this.simulator.baseUrl()), 3, Duration.ofSeconds(60)), deadline)) {
			assertThat(times(exchange, 6)).hasSize(6)
				.allSatisfy((time) -> assertThat(time).isLessThan(deadline.plus(BUSY)));
		}
	}

	@Test
	@Tag("case-132")
	void callsWhenPrimaryBecomesABlackHoleAllSucceedAtOnce() throws Exception {
		try (BlackHole hole = BlackHole.open();
				FaultExchange exchange = FaultExchange.to(new HostSettings(host(hole.baseUrl()),
						host(this.simulator.baseUrl()), 3, Duration.ofSeconds(60)), UnaryOperator.identity())) {
			assertThat(answered(exchange, 200)).isEqualTo(200);
		}
	}

	/**
	 * More than have connections: those that wait for one need not wait for four more.
	 */
	@Test
	@Tag("case-132")
	void callsThatWaitForTheBlackHoleAreTakenToTheBackupWithTheFirst() throws Exception {
		try (BlackHole hole = BlackHole.open();
				FaultExchange exchange = FaultExchange.to(new HostSettings(host(hole.baseUrl()),
						host(this.simulator.baseUrl()), 3, Duration.ofSeconds(60)), UnaryOperator.identity())) {
			Duration usual;
			try (FaultExchange straight = FaultExchange.to(HostSettings.only(host(this.simulator.baseUrl())),
					UnaryOperator.identity())) {
				usual = timeOf1270(straight);
			}
			assertThat(timeOf1270(exchange)).as("two seconds for each of the five would be ten more")
				.isLessThan(usual.plusSeconds(4).plus(BUSY));
		}
	}

	private static Duration timeOf1270(FaultExchange exchange) {
		long start = System.nanoTime();
		assertThat(answered(exchange, 1270)).isEqualTo(1270);
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static long answered(FaultExchange exchange, int calls) {
		return Flux.range(0, calls)
			.flatMap((i) -> exchange.call(FaultExchange.POST), calls)
			.count()
			.blockOptional(FaultExchange.LIMIT.multipliedBy(2))
			.orElseThrow();
	}

	/** A hundred calls a second for as long as the scale allows. */
	@Test
	@Tag("case-133")
	void callsWhenBothHostsAreDownFailFastWithLittleExtraLoadAndRecoverAlone() throws Exception {
		int calls = Scale.of(500, 6000);
		try (FaultProxy primary = FaultProxy.to(this.simulator.port());
				FaultProxy backup = FaultProxy.to(this.simulator.port());
				FaultExchange exchange = FaultExchange.to(
						new HostSettings(host(primary.baseUrl()), host(backup.baseUrl()), 3, Duration.ofSeconds(60)),
						UnaryOperator.identity())) {
			primary.down();
			backup.down();
			long failed = Flux.interval(Duration.ofMillis(10))
				.onBackpressureBuffer()
				.take(calls)
				.flatMap((i) -> exchange.call(FaultExchange.GET).thenReturn(0).onErrorResume((ex) -> Mono.just(1)),
						calls)
				.reduce(0, Integer::sum)
				.block(Duration.ofMillis(10).multipliedBy(calls).plus(FaultExchange.LIMIT));
			assertThat(failed).isEqualTo(calls);
			assertThat(exchange.opened()).as("connections attempted").isLessThanOrEqualTo(calls * 110 / 100);
			backup.up();
			assertThat(recovered(exchange)).isTrue();
		}
	}

	private static boolean recovered(FaultExchange exchange) {
		for (int i = 0; i < 5; i++) {
			if (exchange.outcome(FaultExchange.POST).isSuccess()) {
				return true;
			}
		}
		return false;
	}

	private static List<Duration> times(FaultExchange exchange, int calls) {
		List<Duration> times = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			Outcome outcome = exchange.outcome(FaultExchange.POST);
			assertThat(outcome.error()).as("call %d", i).isNull();
			times.add(outcome.took());
		}
		return times;
	}

	private static Duration median(List<Duration> times) {
		return times.stream().sorted(Comparator.naturalOrder()).skip(times.size() / 2).findFirst().orElseThrow();
	}

	private static BaseUrl host(URI url) {
		return BaseUrl.of(url, false);
	}

}
