package io.github.wechatpaycontract.faults;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls that have to go through an HTTP proxy.
 */
class HttpProxyTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	@RegisterExtension
	static final LeakWatch leaks = new LeakWatch();

	private static final TestAuthority AUTHORITY = new TestAuthority();

	private static final URI WECHAT_PAY = URI.create("https://api.mch.weixin.qq.com");

	private final WechatPaySimulator simulator = extension.simulator();

	@Test
	@Tag("case-137")
	void callWhenProxyLetsItThroughSucceedsAndTellsTheProxyNothing() throws Exception {
		try (FaultProxy tls = FaultProxy.tls(this.simulator.port(), AUTHORITY.otherHost());
				ConnectProxy proxy = ConnectProxy.to(tls.port())) {
			FaultExchange exchange = FaultExchange.patientlyTo(WECHAT_PAY, through(proxy, "secret"));
			try (exchange) {
				for (int i = 0; i < 3; i++) {
					assertThat(exchange.outcome(FaultExchange.POST).error()).isNull();
				}
			}
			assertThat(proxy.requests()).hasSizeBetween(1, 3)
				.allMatch((head) -> head.startsWith("CONNECT api.mch.weixin.qq.com:443 "))
				.noneMatch((head) -> head.contains("WECHATPAY2") || head.contains("/v3/"));
			exchange.awaitChannels(0);
		}
		assertThat(this.simulator.requests()).hasSize(3);
	}

	@Test
	@Tag("case-137")
	void callWhenServerBehindProxyIsAnotherFails() throws Exception {
		try (FaultProxy tls = FaultProxy.tls(this.simulator.port(), AUTHORITY.good());
				ConnectProxy proxy = ConnectProxy.to(tls.port())) {
			assertThat(fails(proxy, "secret").getFailure()).isEqualTo(Failure.TLS);
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	@Tag("case-137")
	void callWhenPasswordIsWrongFailsWithoutShowingIt() throws Exception {
		try (ConnectProxy proxy = ConnectProxy.to(this.simulator.port())) {
			WechatPayTransportException ex = fails(proxy, "canary");
			assertThat(ex.getFailure()).isEqualTo(Failure.CONNECT);
			assertThat(ex).hasStackTraceContaining("407");
			StringWriter trace = new StringWriter();
			ex.printStackTrace(new PrintWriter(trace));
			assertThat(trace.toString()).doesNotContain("canary")
				.doesNotContain(Base64.getEncoder().encodeToString("user:canary".getBytes(StandardCharsets.US_ASCII)));
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "403 Forbidden", "502 Bad Gateway", "302 Found", "204 No Content" })
	@Tag("case-137")
	void callWhenProxyRefusesFails(String status) throws Exception {
		try (ConnectProxy proxy = ConnectProxy.to(this.simulator.port())) {
			proxy.refuse(status);
			WechatPayTransportException ex = fails(proxy, "secret");
			assertThat(ex.getFailure()).isEqualTo(Failure.CONNECT);
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	@Tag("case-137")
	void callWhenProxyIsGoneFails() throws Exception {
		ConnectProxy proxy = ConnectProxy.to(this.simulator.port());
		proxy.close();
		assertThat(fails(proxy, "secret").getFailure()).isEqualTo(Failure.CONNECT);
	}

	@Test
	@Tag("case-137")
	void callWhenProxySaysNothingEndsInTime() throws Exception {
		try (ScriptedServer silent = ScriptedServer.silent()) {
			FaultExchange exchange = FaultExchange.to(WECHAT_PAY,
					(client) -> client.proxy((proxy) -> proxy.type(ProxyProvider.Proxy.HTTP)
						.host("127.0.0.1")
						.port(silent.port())
						.connectTimeoutMillis(200)));
			try (exchange) {
				Outcome outcome = exchange.outcome(FaultExchange.POST);
				assertThat(outcome.transport().getFailure()).isIn(Failure.CONNECT, Failure.TIMEOUT);
				assertThat(outcome.transport().isOutcomeUnknown()).isFalse();
				assertThat(outcome.took()).isLessThan(FaultExchange.DEADLINE.plus(FaultExchange.MARGIN));
			}
			exchange.awaitChannels(0);
		}
	}

	private static WechatPayTransportException fails(ConnectProxy proxy, String password) throws InterruptedException {
		FaultExchange exchange = FaultExchange.patientlyTo(WECHAT_PAY, through(proxy, password));
		try (exchange) {
			Outcome outcome = exchange.outcome(FaultExchange.POST);
			assertThat(outcome.transport().isOutcomeUnknown()).as("%s", outcome).isFalse();
			exchange.awaitChannels(0);
			return outcome.transport();
		}
	}

	private static UnaryOperator<HttpClient> through(ConnectProxy proxy, String password) {
		return (client) -> proxy.client(password).apply(AUTHORITY.trusted().apply(client));
	}

}
