package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.contract.ReactiveContractTemplate;
import io.github.wechatpaycontract.observation.FailingObserver;
import io.github.wechatpaycontract.observation.RecordedObservations;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is told of calls that are observed.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CallObservationTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final ApiRequest ECHO = ApiRequest.post("/v3/security/echo", Map.of("echo_message", "x"), List.of());

	private final WechatPaySimulator simulator = extension.simulator();

	private final RecordedObservations observations = new RecordedObservations();

	private final SignedExchange exchange = exchange(HostSettings.only(host(this.simulator.baseUrl())));

	@AfterEach
	void close() {
		this.exchange.close();
		assertThat(this.observations.underway()).isEmpty();
	}

	@Test
	void callThatSucceedsIsTold() {
		this.exchange.exchange(ECHO).block(LIMIT);
		WechatPayCallContext context = context();
		assertThat(context.getName()).isEqualTo("wechatpay.calls");
		assertThat(context.getContextualName()).isEqualTo("POST /v3/security/echo");
		assertThat(context.getError()).isNull();
		assertThat(RecordedObservations.lowCardinality(context)).containsOnly(Map.entry("method", "POST"),
				Map.entry("uri", "/v3/security/echo"), Map.entry("outcome", "success"), Map.entry("status", "200"),
				Map.entry("code", "none"));
		assertThat(RecordedObservations.highCardinality(context)).containsOnlyKeys("mchid", "request.id")
			.containsEntry("mchid", TestPlatform.MCHID)
			.doesNotContainValue("none");
		assertThat(this.observations.events()).isEmpty();
	}

	@Test
	void callIsToldBeforeItsCallerIs() {
		assertThat(this.exchange.exchange(ECHO).map((answer) -> this.observations.stopped().size()).block(LIMIT))
			.isOne();
		this.simulator.answers().next(AnswerFault.noAuth());
		assertThat(this.exchange.exchange(ECHO)
			.map((answer) -> -1)
			.onErrorResume((ex) -> Mono.just(this.observations.stopped().size()))
			.block(LIMIT)).isEqualTo(2);
	}

	@Test
	@Tag("case-174")
	void contractsAreCountedTogetherAndNotNamed() {
		ReactiveContractTemplate contracts = new ReactiveContractTemplate(this.exchange);
		for (String code : List.of("wxwtdk20200910100000", "wxwtdk20200910100001")) {
			contracts.find(12535, code).block(LIMIT);
		}
		assertThat(this.observations.stopped()).hasSize(2).allSatisfy((context) -> {
			assertThat(RecordedObservations.lowCardinality(context)).containsEntry("uri",
					"/v3/password-exempt-contract/contracts/service-id/{service_id}/out-contract-code/{out_contract_code}");
			assertThat(context.getAllKeyValues().toString()).doesNotContain("wxwtdk2020091010000");
		});
	}

	@Test
	void errorIsToldWithItsCode() {
		this.simulator.answers().next(AnswerFault.error(403, "NO_AUTH", "no"));
		assertFails();
		assertThat(RecordedObservations.lowCardinality(context())).containsEntry("outcome", "error")
			.containsEntry("status", "403")
			.containsEntry("code", "NO_AUTH");
		assertThat(context().getError()).isInstanceOf(WechatPayException.class);
		assertThat(context().getRequestId()).isNotNull();
	}

	@Test
	@Tag("case-174")
	void codeThatIsNotSignedIsNotCounted() {
		for (int i = 0; i < 3; i++) {
			this.simulator.answers().next(AnswerFault.raw(403, "application/json", "{\"code\":\"CANARY_" + i + "\"}"));
			assertFails();
		}
		assertThat(this.observations.stopped()).hasSize(3)
			.allSatisfy((context) -> assertThat(RecordedObservations.lowCardinality(context))
				.containsEntry("outcome", "error")
				.containsEntry("status", "403")
				.containsEntry("code", "none"));
	}

	@Test
	@Tag("case-174")
	void statusThatThereCannotBeIsNotCounted() {
		for (int status : new int[] { 600, 999 }) {
			this.simulator.answers().next(AnswerFault.raw(status, "text/plain", "no"));
			assertFails();
		}
		assertThat(this.observations.stopped()).hasSize(2)
			.allSatisfy((context) -> assertThat(RecordedObservations.lowCardinality(context)).containsEntry("status",
					"none"));
	}

	@Test
	void answerThatIsNotProvenIsToldWithTheReason() {
		this.simulator.answers().next(AnswerFault.wrongSignature());
		assertFails();
		assertThat(RecordedObservations.lowCardinality(context())).containsEntry("outcome", "mismatch")
			.containsEntry("status", "none")
			.containsEntry("code", "none");
	}

	@Test
	void repetitionIsAnEventOfOneCall() {
		this.simulator.answers().next(AnswerFault.systemError(), AnswerFault.systemError());
		this.exchange.exchange(ECHO.asRepeatable()).block(LIMIT);
		assertThat(this.observations.events()).containsExactly("retry", "retry");
		assertThat(context().getOutcome()).isEqualTo("success");
	}

	@Test
	void failOverIsAnEventAndNoConnectionAnOutcome() throws IOException {
		URI nobody;
		try (ServerSocket socket = new ServerSocket(0)) {
			nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
		}
		try (SignedExchange other = exchange(
				new HostSettings(host(nobody), host(this.simulator.baseUrl()), 3, Duration.ofMinutes(1)))) {
			other.exchange(ECHO).block(LIMIT);
			assertThat(this.observations.events()).containsExactly("fail-over");
		}
		try (SignedExchange alone = exchange(HostSettings.only(host(nobody)))) {
			assertThatExceptionOfType(WechatPayException.class).isThrownBy(() -> alone.exchange(ECHO).block(LIMIT));
		}
		assertThat(this.observations.stopped()).extracting((context) -> ((WechatPayCallContext) context).getOutcome())
			.containsExactly("success", "connect");
	}

	@Test
	void callThatIsCancelledIsToldOnce() {
		this.simulator.answers().always(AnswerFault.held());
		Disposable call = this.exchange.exchange(ECHO).subscribe();
		assertThat(this.observations.underway()).singleElement()
			.satisfies((context) -> assertThat(RecordedObservations.lowCardinality(context)).containsEntry("outcome",
					"none"));
		call.dispose();
		call.dispose();
		assertThat(RecordedObservations.lowCardinality(context())).containsEntry("outcome", "cancelled")
			.containsEntry("status", "none");
	}

	@Test
	void parentIsTheObservationOfTheSubscriberOrItsThread() {
		Observation parent = Observation.start("parent", this.observations.registry());
		this.exchange.exchange(ECHO)
			.contextWrite((context) -> context.put("micrometer.observation", parent))
			.block(LIMIT);
		parent.scoped(() -> this.exchange.exchange(ECHO).block(LIMIT));
		this.exchange.exchange(ECHO).block(LIMIT);
		assertThat(this.observations.stopped()).extracting(Observation.Context::getParentObservation)
			.containsExactly(parent, parent, null);
		parent.stop();
	}

	@Test
	void everySubscriptionIsACall() {
		Mono<ApiAnswer> call = this.exchange.exchange(ECHO);
		assertThat(this.observations.underway()).isEmpty();
		call.block(LIMIT);
		call.block(LIMIT);
		assertThat(this.observations.stopped()).hasSize(2).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "true, false", "false, true", "true, true" })
	void observerThatFailsChangesNothing(boolean startsWell, boolean withErrors) {
		FailingObserver failing = startsWell ? new FailingObserver().startingWell() : new FailingObserver();
		failing = withErrors ? failing.withErrors() : failing;
		this.observations.registry().observationConfig().observationHandler(failing);
		this.simulator.answers().next(AnswerFault.systemError());
		assertThat(this.exchange.exchange(ECHO.asRepeatable()).block(LIMIT)).isNotNull();
		this.simulator.answers().next(AnswerFault.noAuth());
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> this.exchange.exchange(ECHO).block(LIMIT))
			.satisfies((ex) -> assertThat(ex.getSuppressed())
				.noneMatch((other) -> other instanceof FailingObserver.Failure || other instanceof Error));
		assertThat(failing.calls())
			.contains(startsWell ? new String[] { "start", "event", "error", "stop" } : new String[] { "start" });
		this.observations.underway().clear();
	}

	@Test
	void observationIsStoppedThoughAnotherObserverFailedAtItsStart() {
		this.observations.registry().observationConfig().observationHandler(new FailingObserver().endingWell());
		this.exchange.exchange(ECHO).block(LIMIT);
		assertThat(this.observations.stopped()).hasSize(1);
		assertThat(this.observations.underway()).isEmpty();
	}

	@Test
	void callThatIsNotObservedLeavesTheObservationItIsPartOf() {
		Observation parent = Observation.start("parent", this.observations.registry());
		this.observations.registry()
			.observationConfig()
			.observationPredicate((name, context) -> !name.startsWith("wechatpay."));
		AtomicReference<Object> seen = new AtomicReference<>();
		try (SignedExchange looking = new SignedExchange(TestPlatform.merchant(),
				SimulatedExchange.settings(this.simulator.baseUrl()), Clock.systemUTC(),
				(client) -> client.mapConnect((connection) -> connection.contextWrite((context) -> {
					seen.set(context.get("micrometer.observation"));
					return context;
				})), this.observations.registry())) {
			looking.exchange(ECHO)
				.contextWrite((context) -> context.put("micrometer.observation", parent))
				.block(LIMIT);
		}
		assertThat(seen.get()).isSameAs(parent);
		assertThat(this.observations.stopped()).isEmpty();
		parent.stop();
	}

	private WechatPayCallContext context() {
		assertThat(this.observations.stopped()).hasSize(1);
		return (WechatPayCallContext) this.observations.stopped().get(0);
	}

	private void assertFails() {
		assertThatExceptionOfType(WechatPayException.class).isThrownBy(() -> this.exchange.exchange(ECHO).block(LIMIT));
	}

	private SignedExchange exchange(HostSettings hosts) {
		return new SignedExchange(TestPlatform.merchant(), ClientSettings.DEFAULT.withHosts(hosts), Clock.systemUTC(),
				UnaryOperator.identity(), this.observations.registry());
	}

	private static BaseUrl host(URI url) {
		return BaseUrl.of(url, false);
	}

}
