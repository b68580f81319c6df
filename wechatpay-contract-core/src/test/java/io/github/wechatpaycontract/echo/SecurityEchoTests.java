package io.github.wechatpaycontract.echo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.sun.net.httpserver.HttpServer;
import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.notification.NotificationKind;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import io.github.wechatpaycontract.notification.NotificationResult;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SecurityEcho} and {@link ReactiveSecurityEcho}, against the simulator.
 */
class SecurityEchoTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()).resendDelays());

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final WechatPaySimulator simulator = extension.simulator();

	private SignedExchange exchange;

	private ReactiveSecurityEcho reactive;

	private SecurityEcho echo;

	@BeforeEach
	void setUp() {
		this.exchange = SimulatedExchange.to(this.simulator.baseUrl());
		this.reactive = new ReactiveSecurityEcho(this.exchange);
		this.echo = new SecurityEcho(this.reactive);
	}

	@AfterEach
	void close() {
		this.exchange.close();
	}

	@Test
	void echoWhenMessageComesBackReturns() {
		this.echo.echo(SecurityEchoRequest.of("密 hello"));
		StepVerifier.create(this.reactive.echo(SecurityEchoRequest.of("密 hello"))).expectComplete().verify(LIMIT);
		assertThat(this.simulator.requests()).hasSize(2).allSatisfy((request) -> {
			assertThat(request.rawUri()).isEqualTo("/v3/security/echo");
			assertThat(request.bodyText()).isEqualTo("{\"echo_message\":\"密 hello\"}");
			assertThat(request.headers().first("Wechatpay-Serial")).contains(TestPlatform.PUBLIC_KEY_ID);
			assertThat(request.signatureAccepted()).isTrue();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "s", "秘密 secret", "214" })
	void echoWhenSecretComesBackEncryptedReturns(String given) {
		String secret = given.equals("214") ? "x".repeat(214) : given;
		SecurityEchoRequest request = SecurityEchoRequest.of("m").withSecret(secret);
		this.echo.echo(request);
		this.echo.echo(request);
		assertThat(this.simulator.requests().stream().map(ReceivedRequest::bodyText)).hasSize(2)
			.doesNotHaveDuplicates()
			.allMatch((body) -> body.contains("\"encrypted_echo_message\":\"") && !body.contains("secret"));
		assertThat(request.toString()).doesNotContain(secret + "]");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "😀", "a\ud800", "a\n" })
	void requestWhenMessageIsUnfitNamesIt(String message) {
		unfit("message", () -> SecurityEchoRequest.of(message));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "😀", "a\ud800", "a\n", "215", "216" })
	void requestWhenSecretIsUnfitNamesIt(String given) {
		String secret = switch (given) {
			case "215" -> "x".repeat(215);
			case "216" -> "密".repeat(72);
			default -> given;
		};
		unfit("secret", () -> SecurityEchoRequest.of("m").withSecret(secret));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "yourapp.com/n", "https://yourapp.com", "https://yourapp.com/n?x=1",
			"http://localhost?x=1 y" })
	void requestWhenNotifyUrlIsUnfitNamesIt(String notifyUrl) {
		unfit("notifyUrl", () -> SecurityEchoRequest.of("m").withNotifyUrl(notifyUrl));
	}

	private static void unfit(String field, Runnable request) {
		assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(request::run)
			.satisfies((ex) -> assertThat(ex.getField()).isEqualTo(field));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://yourapp.com/n", "https://localhost/n", "https://10.1.2.3/n" })
	void echoWhenWechatPayCannotReachTheNotifyUrlSendsNothing(String notifyUrl) {
		try (SignedExchange remote = SimulatedExchange.toUnknownHost()) {
			SecurityEcho elsewhere = new SecurityEcho(new ReactiveSecurityEcho(remote));
			unfit("notifyUrl", () -> elsewhere.echo(SecurityEchoRequest.of("m").withNotifyUrl(notifyUrl)));
		}
	}

	@Test
	void echoWhenErrorRepeatsMessageAndSecretMasksThem() {
		this.simulator.answers()
			.next(AnswerFault.error(400, "PARAM_ERROR", "CANARY message and CANARY secret",
					Map.of("value", "CANARY message and CANARY secret")));
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> this.echo.echo(SecurityEchoRequest.of("CANARY message").withSecret("CANARY secret")))
			.satisfies(
					(ex) -> assertThat(ex + ex.getError().orElseThrow().detail().toString()).doesNotContain("CANARY"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"echo_message\":\"n\"}", "{\"echo_message\":1}", "[]", "" })
	void echoWhenAnotherMessageComesBackFails(String body) {
		this.simulator.answers().next(AnswerFault.signedBody(body));
		assertThatExceptionOfType(WechatPayContentException.class)
			.isThrownBy(() -> this.echo.echo(SecurityEchoRequest.of("m")));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{\"echo_message\":\"m\"}", "{\"echo_message\":\"m\",\"encrypted_echo_message\":\"c2VjcmV0\"}",
					"{\"echo_message\":\"m\",\"encrypted_echo_message\":\"?\"}",
					"{\"echo_message\":\"m\",\"encrypted_echo_message\":\"secret\"}" })
	void echoWhenSecretDoesNotComeBackFails(String body) {
		this.simulator.answers().next(AnswerFault.signedBody(body));
		assertThatExceptionOfType(WechatPayContentException.class)
			.isThrownBy(() -> this.echo.echo(SecurityEchoRequest.of("m").withSecret("secret")))
			.satisfies((ex) -> assertThat(ex.getField()).contains("encrypted_echo_message"))
			.withMessageNotContaining("'secret'");
	}

	@Test
	void echoWhenRefusedOrAnswered204Fails() {
		this.simulator.answers().next(AnswerFault.signError(), AnswerFault.noContent());
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> this.echo.echo(SecurityEchoRequest.of("m")))
			.satisfies((ex) -> assertThat(ex.getCode()).contains("SIGN_ERROR"));
		assertThatExceptionOfType(WechatPayContentException.class)
			.isThrownBy(() -> this.echo.echo(SecurityEchoRequest.of("m")));
	}

	@Test
	void echoWhenThreadMustNotBlockThrowsAndSendsNothing() {
		assertThat(CompletableFuture.runAsync(() -> this.echo.echo(SecurityEchoRequest.of("m")),
				Schedulers.parallel()::schedule))
			.failsWithin(LIMIT)
			.withThrowableThat()
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("Use ReactiveSecurityEcho here");
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void echoWhenCalledBackIsANotificationOfAnotherKind() throws Exception {
		NotificationVerifier verifier = new NotificationVerifier(TestPlatform.merchant(), Clock.systemUTC(),
				TestPlatform.SKEW, Map.of());
		CompletableFuture<NotificationResult> received = new CompletableFuture<>();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/notify", (call) -> {
			try (call) {
				Function<String, List<String>> headers = (
						name) -> Optional.ofNullable(call.getRequestHeaders().get(name)).orElse(List.of());
				received.complete(verifier.verify(headers, call.getRequestBody().readAllBytes()));
				call.sendResponseHeaders(204, -1);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		server.start();
		try {
			this.echo.echo(SecurityEchoRequest.of("hello")
				.withSecret("secret")
				.withNotifyUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/notify"));
			assertThat(received.get(10, TimeUnit.SECONDS)).isInstanceOfSatisfying(Verified.class, (verified) -> {
				assertThat(verified.notification().kind()).isEqualTo(NotificationKind.OTHER);
				assertThat(verified.notification().eventType()).isEqualTo("SECURITY_ECHO.SUCCESS");
				assertThat(verified.notification().originalType()).contains("security");
				assertThat(verified.notification().raw()).containsEntry("echo_message", "hello")
					.containsKey("encrypt_echo_message");
			});
		}
		finally {
			server.stop(0);
		}
	}

}
