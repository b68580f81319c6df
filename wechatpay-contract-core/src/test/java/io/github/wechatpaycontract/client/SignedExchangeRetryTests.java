package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What {@link SignedExchange} sends again, and where to.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SignedExchangeRetryTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final ApiRequest ONCE = ApiRequest.post("/v3/security/echo", Map.of("echo_message", "x"), List.of());

	private static final ApiRequest REPEATABLE = ONCE.asRepeatable();

	private final WechatPaySimulator simulator = extension.simulator();

	private SignedExchange exchange;

	@BeforeEach
	void setUp() {
		this.exchange = exchange(HostSettings.only(host(this.simulator.baseUrl())));
	}

	@AfterEach
	void tearDown() {
		this.exchange.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 502, 503, 504 })
	@Tag("case-129")
	void exchangeWhenServerFailsIsSentAgainFreshlySigned(int status) {
		this.simulator.answers().next(error(status), error(status));
		assertThat(call(REPEATABLE).status()).isEqualTo(200);
		List<ReceivedRequest> requests = this.simulator.requests();
		assertThat(requests).hasSize(3).allMatch(ReceivedRequest::signatureAccepted);
		assertThat(requests).extracting(ReceivedRequest::bodyText).containsOnly("{\"echo_message\":\"x\"}");
		assertThat(requests).extracting((request) -> request.headers().first("Authorization")).doesNotHaveDuplicates();
	}

	/** With the answer if that was quicker, else with the loss of the connection. */
	@Test
	void exchangeWhenClosedBeforeItIsSentAgainSendsNothingMore() {
		this.simulator.answers().always(AnswerFault.systemError());
		CompletableFuture<ApiAnswer> call = this.exchange.exchange(REPEATABLE).toFuture();
		assertThat(this.simulator.nextRequest()).succeedsWithin(LIMIT);
		this.exchange.close();
		assertThat(call).failsWithin(LIMIT)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOfAny(WechatPayTransportException.class, WechatPayApiException.class)
			.isInstanceOfSatisfying(WechatPayException.class, (ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(this.simulator.requests()).hasSize(1);
	}

	@Test
	@Tag("case-129")
	void exchangeWhenServerKeepsFailingGivesUpAfterThreeAttempts() {
		this.simulator.answers().always(AnswerFault.systemError());
		assertThatExceptionOfType(WechatPayApiException.class).isThrownBy(() -> call(REPEATABLE));
		assertThat(this.simulator.requests()).hasSize(3);
	}

	@Test
	void exchangeWhenRequestIsNotRepeatableIsSentOnce() {
		this.simulator.answers().next(AnswerFault.systemError());
		assertThatExceptionOfType(WechatPayApiException.class).isThrownBy(() -> call(ONCE));
		this.simulator.answers().next(AnswerFault.reset());
		assertThatExceptionOfType(WechatPayTransportException.class).isThrownBy(() -> call(ONCE))
			.matches(WechatPayTransportException::isOutcomeUnknown);
		this.simulator.answers().next(AnswerFault.probe());
		assertThatExceptionOfType(WechatPaySignatureException.class).isThrownBy(() -> call(ONCE));
		assertThat(this.simulator.requests()).hasSize(3);
	}

	@Test
	@Tag("case-128")
	void exchangeWhenTooFrequentWaitsAsAskedEvenIfNotRepeatable() {
		this.simulator.answers().next(AnswerFault.tooFrequent("RATELIMIT_EXCEEDED", Duration.ofSeconds(1)));
		long start = System.nanoTime();
		assertThat(call(ONCE).status()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
		assertThat(this.simulator.requests()).hasSize(2);
	}

	@Test
	@Tag("case-128")
	void exchangeWhenAskedToWaitForLongFailsAtOnceAndSaysHowLong() {
		this.simulator.answers().next(AnswerFault.tooFrequent("RATELIMIT_EXCEEDED", Duration.ofSeconds(3600)));
		WechatPayApiException ex = catchThrowableOfType(WechatPayApiException.class, () -> call(REPEATABLE));
		assertThat(ex.getRetryAfter()).contains(Duration.ofHours(1));
		assertThat(this.simulator.requests()).hasSize(1);
	}

	@Test
	void exchangeWhenAnswerIsAProbeIsRepeatedOnce() {
		this.simulator.answers().next(AnswerFault.probe());
		assertThat(call(REPEATABLE).status()).isEqualTo(200);
		assertThat(this.simulator.requests()).hasSize(2);
		this.simulator.answers().always(AnswerFault.probe());
		assertThatExceptionOfType(WechatPaySignatureException.class).isThrownBy(() -> call(REPEATABLE));
		assertThat(this.simulator.requests()).hasSize(4);
	}

	@Test
	void exchangeWhenConnectionBreaksIsSentAgain() {
		this.simulator.answers().next(AnswerFault.resetMidBody(), AnswerFault.reset());
		assertThat(call(REPEATABLE).status()).isEqualTo(200);
		assertThat(this.simulator.requests()).hasSize(3);
	}

	@Test
	@Tag("case-133")
	void exchangeWhenQuotaIsUsedUpIsSentOnce() {
		this.simulator.answers().always(error(500));
		for (int i = 0; i < 30; i++) {
			assertThatExceptionOfType(WechatPayApiException.class).isThrownBy(() -> call(REPEATABLE));
		}
		assertThat(this.simulator.requests()).hasSizeBetween(40, 43);
	}

	@Test
	@Tag("case-15")
	void exchangeWhenEveryAnswerIsAProbeIsRepeatedOnceWhateverTheQuota() {
		this.simulator.answers().always(AnswerFault.probe());
		for (int i = 0; i < 30; i++) {
			assertThatExceptionOfType(WechatPaySignatureException.class).isThrownBy(() -> call(REPEATABLE));
		}
		assertThat(this.simulator.requests()).hasSize(60);
	}

	@Test
	@Tag("case-132")
	void exchangeWhenNothingIsRepeatedAndPrimaryRefusesStillGoesToTheBackup() throws IOException {
		ClientSettings once = ClientSettings.DEFAULT.withMaxAttempts(1)
			.withHosts(new HostSettings(host(refusing()), host(this.simulator.baseUrl()), 3, Duration.ofMinutes(1)));
		try (SignedExchange exchange = new SignedExchange(TestPlatform.merchant(), once, Clock.systemUTC())) {
			assertThat(exchange.exchange(ONCE).block(LIMIT)).isNotNull();
		}
	}

	@Test
	@Tag("case-132")
	void exchangeWhenPrimaryRefusesGoesToTheBackupAndThenStaysThere() throws IOException {
		URI refusing = refusing();
		try (SignedExchange exchange = exchange(
				new HostSettings(host(refusing), host(this.simulator.baseUrl()), 3, Duration.ofMinutes(1)))) {
			for (int i = 0; i < 5; i++) {
				assertThat(exchange.exchange(ONCE).block(LIMIT)).isNotNull();
			}
		}
		assertThat(this.simulator.requests()).hasSize(5).allMatch(ReceivedRequest::signatureAccepted);
	}

	@Test
	void exchangeWhenPrimaryAnswersWithAnErrorStaysThere() throws IOException {
		try (SignedExchange exchange = exchange(
				new HostSettings(host(this.simulator.baseUrl()), host(refusing()), 3, Duration.ofMinutes(1)))) {
			this.simulator.answers().always(AnswerFault.badGateway());
			assertThatExceptionOfType(WechatPayApiException.class)
				.isThrownBy(() -> exchange.exchange(REPEATABLE).block(LIMIT))
				.matches((ex) -> ex.getStatus() == 502);
		}
		assertThat(this.simulator.requests()).hasSize(3);
	}

	@Test
	void exchangeWhenPrimaryBreaksAfterSendingIsNotTakenToTheBackupUnlessRepeatable() {
		try (WechatPaySimulator backup = WechatPaySimulator.builder().merchant(TestPlatform.simulated()).start();
				SignedExchange exchange = exchange(new HostSettings(host(this.simulator.baseUrl()),
						host(backup.baseUrl()), 3, Duration.ofMinutes(1)))) {
			this.simulator.answers().always(AnswerFault.reset());
			assertThatExceptionOfType(WechatPayTransportException.class)
				.isThrownBy(() -> exchange.exchange(ONCE).block(LIMIT))
				.matches(WechatPayTransportException::isOutcomeUnknown);
			assertThat(backup.requests()).isEmpty();
			assertThat(exchange.exchange(REPEATABLE).block(LIMIT)).isNotNull();
			assertThat(backup.requests()).hasSize(1);
		}
	}

	@Test
	@Tag("case-132")
	void exchangeWhenPrimaryIsBackIsFoundOutInTheBackground() throws IOException {
		int port = refusing().getPort();
		try (SignedExchange exchange = exchange(new HostSettings(host(URI.create("http://127.0.0.1:" + port)),
				host(this.simulator.baseUrl()), 1, Duration.ofMillis(300)))) {
			assertThat(exchange.exchange(ONCE).block(LIMIT)).isNotNull();
			try (WechatPaySimulator primary = WechatPaySimulator.builder()
				.merchant(TestPlatform.simulated())
				.port(port)
				.start()) {
				long end = System.nanoTime() + LIMIT.toNanos();
				while (primary.requests().stream().noneMatch(ReceivedRequest::signatureAccepted)
						&& System.nanoTime() < end) {
					assertThat(exchange.exchange(ONCE).block(LIMIT)).isNotNull();
				}
				assertThat(primary.requests()).anyMatch(ReceivedRequest::signatureAccepted);
			}
		}
	}

	@Test
	@Tag("case-133")
	void exchangeWhenBothHostsRefuseFailsAtOnceAndRecoversAlone() throws IOException {
		int port = refusing().getPort();
		try (SignedExchange exchange = exchange(new HostSettings(host(refusing()),
				host(URI.create("http://127.0.0.1:" + port)), 3, Duration.ofMinutes(1)))) {
			for (int i = 0; i < 100; i++) {
				assertThatExceptionOfType(WechatPayTransportException.class)
					.isThrownBy(() -> exchange.exchange(REPEATABLE).block(LIMIT))
					.matches((ex) -> !ex.isOutcomeUnknown());
			}
			try (WechatPaySimulator backup = WechatPaySimulator.builder()
				.merchant(TestPlatform.simulated())
				.port(port)
				.start()) {
				long answered = 0;
				for (int i = 0; i < 4; i++) {
					answered += exchange.exchange(ONCE).map((answer) -> 1).onErrorReturn(0).block(LIMIT);
				}
				assertThat(answered).isGreaterThanOrEqualTo(3);
				assertThat(backup.requests()).isNotEmpty();
			}
		}
	}

	private static SignedExchange exchange(HostSettings hosts) {
		return new SignedExchange(TestPlatform.merchant(), ClientSettings.DEFAULT.withHosts(hosts), Clock.systemUTC());
	}

	private ApiAnswer call(ApiRequest request) {
		return this.exchange.exchange(request).block(LIMIT);
	}

	private static AnswerFault error(int status) {
		return AnswerFault.error(status, "SYSTEM_ERROR", "later");
	}

	private static BaseUrl host(URI url) {
		return BaseUrl.of(url, false);
	}

	private static URI refusing() throws IOException {
		try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return URI.create("http://127.0.0.1:" + closed.getLocalPort());
		}
	}

}
