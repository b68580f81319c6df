package io.github.wechatpaycontract.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.faults.FaultExchange.Front;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections that cannot be made, and for servers that are not who they should
 * be.
 */
class ConnectFaultTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	@RegisterExtension
	static final LeakWatch leaks = new LeakWatch();

	private static final TestAuthority AUTHORITY = new TestAuthority();

	private final WechatPaySimulator simulator = extension.simulator();

	@ParameterizedTest
	@EnumSource
	@Tag("case-123")
	void callWhenConnectionIsRefusedSendsNothing(Front front) throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		WechatPayTransportException ex = fails(front, URI.create("http://127.0.0.1:" + port), UnaryOperator.identity());
		assertThat(ex.getFailure()).isEqualTo(Failure.CONNECT);
		assertThat(ex.isRetryable()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	@Tag("case-123")
	void callWhenHostIsABlackHoleEndsAtTheConnectTimeout(Front front) throws Exception {
		try (BlackHole hole = BlackHole.open(); FaultExchange exchange = FaultExchange.to(hole.baseUrl())) {
			Outcome outcome = exchange.outcome(front, FaultExchange.POST);
			assertThat(outcome.transport().getFailure()).as("%s", outcome).isEqualTo(Failure.CONNECT);
			assertThat(outcome.transport().isOutcomeUnknown()).isFalse();
			assertThat(outcome.took()).isLessThan(FaultExchange.DEADLINE.plus(FaultExchange.MARGIN));
			exchange.awaitChannels(0);
		}
	}

	@Test
	@Tag("case-123")
	void callWhenServerIsVouchedForSucceeds() throws Exception {
		try (FaultProxy tls = FaultProxy.tls(this.simulator.port(), AUTHORITY.good());
				FaultExchange exchange = FaultExchange.patientlyTo(tls.secureBaseUrl(), AUTHORITY.trusted())) {
			assertThat(exchange.outcome(FaultExchange.POST).error()).isNull();
		}
		assertThat(this.simulator.requests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	@Tag("case-123")
	void callWhenServerIsNotWhoItShouldBeSendsNothingAnyOtherWay(Impostor impostor) throws Exception {
		try (FaultProxy tls = FaultProxy.tls(this.simulator.port(), impostor.context())) {
			for (Front front : Front.values()) {
				WechatPayTransportException ex = fails(front, tls.secureBaseUrl(), AUTHORITY.trusted());
				assertThat(ex.getFailure()).isEqualTo(Failure.TLS);
				assertThat(ex.isRetryable()).isFalse();
			}
		}
		assertThat(this.simulator.requests()).as("no fall back").isEmpty();
	}

	@Test
	@Tag("case-123")
	void callWhenServerSpeaksNoTlsSendsNothing() throws Exception {
		URI plain = URI.create("https://localhost:" + this.simulator.port());
		assertThat(fails(Front.REACTIVE, plain, AUTHORITY.trusted()).getFailure()).isEqualTo(Failure.TLS);
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	@Tag("case-123")
	void callWhenCustomizerSwitchesTlsOffSpeaksItAllTheSame() throws Exception {
		URI plain = URI.create("https://localhost:" + this.simulator.port());
		assertThat(fails(Front.REACTIVE, plain, HttpClient::noSSL).getFailure()).isEqualTo(Failure.TLS);
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	@Tag("case-123")
	void callWhenServerHasOnlyOldProtocolsSendsNothing() throws Exception {
		try (FaultProxy tls = FaultProxy.tls(this.simulator.port(), AUTHORITY.good())) {
			SslContext old = SslContextBuilder.forClient()
				.trustManager(AUTHORITY.certificate())
				.ciphers(List.of("TLS_RSA_WITH_AES_128_CBC_SHA"))
				.protocols("TLSv1.2")
				.build();
			WechatPayTransportException ex = fails(Front.REACTIVE, tls.secureBaseUrl(),
					(client) -> client.secure((spec) -> spec.sslContext(old)));
			assertThat(ex.getFailure()).isEqualTo(Failure.TLS);
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	@Tag("case-123")
	void callWhenHandshakeIsNeverAnsweredEndsInTime(Front front) {
		try (ScriptedServer silent = ScriptedServer.silent();
				FaultExchange exchange = FaultExchange.to(URI.create("https://localhost:" + silent.port()))) {
			Outcome outcome = exchange.outcome(front, FaultExchange.POST);
			assertThat(outcome.transport().getFailure()).as("%s", outcome).isIn(Failure.CONNECT, Failure.TIMEOUT);
			assertThat(outcome.transport().isOutcomeUnknown()).isFalse();
			assertThat(outcome.took()).isLessThan(FaultExchange.DEADLINE.plus(FaultExchange.MARGIN));
		}
	}

	@Test
	void callWhenEarlierHandshakeWasNeverAnsweredDoesNotWaitForIt() throws Exception {
		try (FaultProxy tls = FaultProxy.tls(this.simulator.port(), AUTHORITY.good());
				FaultProxy proxy = FaultProxy.to(tls.port());
				FaultExchange exchange = FaultExchange.to(proxy.secureBaseUrl(), 1, AUTHORITY.trusted())) {
			proxy.downstream(Toxic.timeout());
			assertThat(exchange.outcome(FaultExchange.POST).isSuccess()).isFalse();
			proxy.clear();
			assertThat(exchange.outcome(FaultExchange.POST).error()).isNull();
		}
	}

	@Test
	void closeWhenHandshakeIsNeverAnsweredClosesItsConnection() throws Exception {
		try (ScriptedServer silent = ScriptedServer.silent()) {
			FaultExchange exchange = FaultExchange.to(URI.create("https://localhost:" + silent.port()));
			assertThat(exchange.outcome(FaultExchange.POST).isSuccess()).isFalse();
			exchange.close();
			long start = System.nanoTime();
			exchange.awaitChannels(0);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FaultExchange.MARGIN);
		}
	}

	private static WechatPayTransportException fails(Front front, URI baseUrl, UnaryOperator<HttpClient> customizer)
			throws InterruptedException {
		try (FaultExchange exchange = FaultExchange.patientlyTo(baseUrl, customizer)) {
			Outcome outcome = exchange.outcome(front, FaultExchange.POST);
			WechatPayTransportException ex = outcome.transport();
			assertThat(ex.isOutcomeUnknown()).as("%s", outcome).isFalse();
			assertThat(ex).hasMessageContaining("nothing was sent");
			exchange.awaitChannels(0);
			return ex;
		}
	}

	/**
	 * A server that must not be trusted.
	 */
	enum Impostor {

		EXPIRED {

			@Override
			SslContext context() {
				return AUTHORITY.expired();
			}

		},

		OTHER_HOST {

			@Override
			SslContext context() {
				return AUTHORITY.otherHost();
			}

		},

		SELF_SIGNED {

			@Override
			SslContext context() {
				return TestAuthority.selfSigned();
			}

		},

		OTHER_AUTHORITY {

			@Override
			SslContext context() {
				return new TestAuthority().good();
			}

		};

		abstract SslContext context();

	}

}
