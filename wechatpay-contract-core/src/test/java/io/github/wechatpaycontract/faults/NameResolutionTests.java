package io.github.wechatpaycontract.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.client.BaseUrl;
import io.github.wechatpaycontract.client.HostSettings;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for host names that do not resolve, not in time, or to the wrong addresses.
 */
class NameResolutionTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	@RegisterExtension
	static final LeakWatch leaks = new LeakWatch();

	private static final TestAuthority AUTHORITY = new TestAuthority();

	private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(300);

	private final WechatPaySimulator simulator = extension.simulator();

	@Test
	@Tag("case-124")
	void callWhenHostIsUnknownSendsNothing() throws Exception {
		Outcome outcome = call(443, (host, promise) -> promise.setFailure(new UnknownHostException("NXDOMAIN")));
		assertThat(outcome.transport().getFailure()).as("%s", outcome).isEqualTo(Failure.UNKNOWN_HOST);
		assertThat(outcome.transport().isRetryable()).isTrue();
	}

	@Test
	@Tag("case-124")
	void callWhenNameServerNeverAnswersEndsInTime() {
		try (FaultExchange exchange = FaultExchange.to(URI.create("https://api.mch.weixin.qq.com"),
				resolvedBy((host, promise) -> {
				}))) {
			Outcome outcome = exchange.outcome(FaultExchange.POST);
			assertThat(outcome.transport().getFailure()).as("%s", outcome).isIn(Failure.UNKNOWN_HOST, Failure.TIMEOUT);
			assertThat(outcome.transport().isOutcomeUnknown()).isFalse();
			assertThat(outcome.took()).isLessThan(FaultExchange.DEADLINE.plus(FaultExchange.MARGIN));
		}
	}

	@Test
	@Tag("case-124")
	void callWhenEveryAddressIsDeadHasTriedThemAll() throws Exception {
		try (BlackHole hole = BlackHole.open()) {
			Outcome outcome = call(hole.baseUrl().getPort(), addresses("127.0.0.1", "127.0.0.1", "127.0.0.1"));
			assertThat(outcome.transport().getFailure()).as("%s", outcome).isEqualTo(Failure.CONNECT);
			assertThat(outcome.took()).as("each address has its own connect timeout")
				.isLessThan(CONNECT_TIMEOUT.multipliedBy(3).plus(FaultExchange.MARGIN));
		}
	}

	@Test
	@Tag("case-124")
	void callWhenFirstAddressRefusesTriesTheSecond() throws Exception {
		try (FaultProxy tls = FaultProxy.tls(this.simulator.port(), AUTHORITY.otherHost())) {
			Outcome outcome = call(tls.port(), addresses("127.0.0.9", "127.0.0.1"));
			assertThat(outcome.error()).as("%s", outcome).isNull();
		}
	}

	@Test
	@Tag("case-124")
	void callWhenAddressIsPoisonedTrustsNobody() throws Exception {
		try (FaultProxy other = FaultProxy.tls(this.simulator.port(), AUTHORITY.good())) {
			Outcome outcome = call(other.port(), addresses("127.0.0.1"));
			assertThat(outcome.transport().getFailure()).as("%s", outcome).isEqualTo(Failure.TLS);
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	@Tag("case-124")
	void callWhenPrimaryDoesNotResolveGoesToTheBackup() throws Exception {
		try (FaultProxy tls = FaultProxy.tls(this.simulator.port(), AUTHORITY.otherHost())) {
			BaseUrl primary = BaseUrl.of(URI.create("https://gone.mch.weixin.qq.com:" + tls.port()), false);
			BaseUrl backup = BaseUrl.of(URI.create("https://api.mch.weixin.qq.com:" + tls.port()), false);
			Answer answer = (host, promise) -> {
				if (host.startsWith("gone.")) {
					promise.setFailure(new UnknownHostException("NXDOMAIN"));
				}
				else {
					addresses("127.0.0.1").give(host, promise);
				}
			};
			try (FaultExchange exchange = FaultExchange.to(new HostSettings(primary, backup, 3, Duration.ofMinutes(1)),
					resolvedBy(answer))) {
				assertThat(exchange.outcome(FaultExchange.POST).error()).isNull();
			}
		}
	}

	@Test
	@Tag("case-124")
	void callWhenPrimaryIsNeverResolvedGoesToTheBackupInTime() throws Exception {
		try (FaultProxy tls = FaultProxy.tls(this.simulator.port(), AUTHORITY.otherHost())) {
			BaseUrl primary = BaseUrl.of(URI.create("https://silent.mch.weixin.qq.com:" + tls.port()), false);
			BaseUrl backup = BaseUrl.of(URI.create("https://api.mch.weixin.qq.com:" + tls.port()), false);
			Answer answer = (host, promise) -> {
				if (!host.startsWith("silent.")) {
					addresses("127.0.0.1").give(host, promise);
				}
			};
			try (FaultExchange exchange = FaultExchange.to(new HostSettings(primary, backup, 1, Duration.ofMinutes(1)),
					resolvedBy(answer))) {
				Outcome first = exchange.outcome(FaultExchange.POST);
				assertThat(first.error()).as("%s", first).isNull();
				assertThat(first.took()).isLessThan(Duration.ofMillis(2500).plus(FaultExchange.MARGIN));
				Outcome second = exchange.outcome(FaultExchange.POST);
				assertThat(second.error()).as("%s", second).isNull();
				assertThat(second.took()).isLessThan(Duration.ofSeconds(1));
			}
		}
	}

	private static Answer addresses(String... addresses) {
		return (host, promise) -> promise.setSuccess(Stream.of(addresses).map(NameResolutionTests::address).toList());
	}

	private static InetAddress address(String address) {
		try {
			return InetAddress.getByName(address);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static Outcome call(int port, Answer answer) throws InterruptedException {
		FaultExchange exchange = FaultExchange.patientlyTo(URI.create("https://api.mch.weixin.qq.com:" + port),
				CONNECT_TIMEOUT, resolvedBy(answer));
		try {
			Outcome outcome = exchange.outcome(FaultExchange.POST);
			assertThat(outcome.isSuccess() || !outcome.transport().isOutcomeUnknown()).as("%s", outcome).isTrue();
			return outcome;
		}
		finally {
			exchange.close();
			exchange.awaitChannels(0);
		}
	}

	private static UnaryOperator<HttpClient> resolvedBy(Answer answer) {
		return (client) -> AUTHORITY.trusted().apply(client).resolver(new FakeNameServer(answer));
	}

	/**
	 * What a name resolves to.
	 */
	@FunctionalInterface
	private interface Answer {

		void give(String host, Promise<List<InetAddress>> promise);

	}

	/**
	 * Resolves every name alike.
	 */
	private static final class FakeNameServer extends AddressResolverGroup<InetSocketAddress> {

		private final Answer answer;

		private FakeNameServer(Answer answer) {
			this.answer = answer;
		}

		@Override
		protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
			return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {

				@Override
				protected void doResolve(String host, Promise<InetAddress> promise) {
					throw new IllegalStateException("all addresses are asked for");
				}

				@Override
				protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
					FakeNameServer.this.answer.give(host, promise);
				}

			});
		}

	}

}
