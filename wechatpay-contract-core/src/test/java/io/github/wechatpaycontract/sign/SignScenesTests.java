package io.github.wechatpaycontract.sign;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.sign.PayRedirectSignOutcome.Accepted;
import io.github.wechatpaycontract.sign.PayRedirectSignOutcome.Failed;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SignScenes} and {@link ReactiveSignScenes} in every mode, against the
 * simulator.
 */
class SignScenesTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()).anyPrepayIdAllowed(true));

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final PreEntrustSignDefaults DEFAULTS = new PreEntrustSignDefaults("wxd678efh567hg6787", 12535L,
			"https://yourapp.com/notify");

	private static final String[] CANARIES = { "oCANARYopenid", "oCANARYspOpenid", "oCANARYsubOpenid", "CANARY name" };

	private final WechatPaySimulator simulator = extension.simulator();

	private SignedExchange exchange;

	@BeforeEach
	void setUp() {
		this.exchange = SimulatedExchange.to(this.simulator.baseUrl(), Duration.ofSeconds(4));
	}

	@AfterEach
	void close() {
		this.exchange.close();
	}

	static Stream<Arguments> echoes() {
		return Stream.of(Mode.values())
			.flatMap((mode) -> Stream.of("mchid", "service_id", "out_contract_code", "sub_mchid")
				.filter((field) -> mode == Mode.SERVICE_PROVIDER || !field.equals("sub_mchid"))
				.map((field) -> Arguments.of(mode, field)));
	}

	@ParameterizedTest
	@MethodSource("echoes")
	void callWhenAnswerBelongsToAnotherRequestFails(Mode mode, String field) {
		for (AnswerFault fault : List.of(AnswerFault.signedBody((body) -> changed(body, field)),
				AnswerFault.signedBody((body) -> removed(body, field)))) {
			fails(mode.miniProgram, fault, field);
			fails(mode.payRedirect, fault, field);
		}
	}

	@ParameterizedTest
	@EnumSource
	void miniProgramWhenSessionIsIncompleteFails(Mode mode) {
		for (String field : new String[] { "pre_entrustweb_id", "sign_mp_appid", "sign_mp_path" }) {
			fails(mode.miniProgram, AnswerFault.signedBody((body) -> removed(body, field)), field);
			fails(mode.miniProgram,
					AnswerFault.signedBody(
							(body) -> body.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\" \"")),
					field);
		}
	}

	private void fails(BiFunction<ReactivePreEntrustSignOperations, String, Mono<?>> call, AnswerFault fault,
			String field) {
		this.simulator.reset();
		this.simulator.answers().next(fault);
		StepVerifier.create(call.apply(template(DEFAULTS), "c1")).expectErrorSatisfies((ex) -> {
			assertThat(ex).isInstanceOfSatisfying(WechatPayContentException.class, (content) -> {
				assertThat(content.getField()).contains(field);
				assertThat(content.isOutcomeUnknown()).isTrue();
			});
			assertThat(ex.getMessage()).doesNotContain(CANARIES);
		}).verify(LIMIT);
	}

	private static String changed(String body, String field) {
		return body.replaceFirst("\"" + field + "\":(\"?)[0-9A-Za-z]+", "\"" + field + "\":$19");
	}

	private static String removed(String body, String field) {
		return body.replaceFirst("\"" + field + "\":(\"[^\"]*\"|[0-9]+)", "\"x\":1");
	}

	@ParameterizedTest
	@EnumSource
	void callWhenAnsweredHasTheSubMerchantOfTheServiceProviderOnly(Mode mode) {
		String subMchid = (mode == Mode.SERVICE_PROVIDER) ? "1900000110" : null;
		MiniProgramSignSession session = (MiniProgramSignSession) mode.miniProgram.apply(template(DEFAULTS), "c1")
			.block(LIMIT);
		assertThat(session.subMchid()).isEqualTo(subMchid);
		assertThat(session.toString()).doesNotContain(session.preEntrustwebId());
		assertThat(mode.payRedirect.apply(template(DEFAULTS), "c2").block(LIMIT))
			.isEqualTo(new PayRedirectSign("1900000109", subMchid, 12535, "c2"));
		assertThat(this.simulator.requests()).hasSize(2).allMatch(ReceivedRequest::signatureAccepted);
	}

	@ParameterizedTest
	@EnumSource
	void callWhenErrorRepeatsThePayerMasksIt(Mode mode) {
		String told = String.join(" ", CANARIES);
		for (BiFunction<ReactivePreEntrustSignOperations, String, Mono<?>> call : List.of(mode.miniProgram,
				mode.payRedirect)) {
			this.simulator.answers()
				.next(AnswerFault.error(400, "PARAM_ERROR", told, Map.of("value", told, "list", List.of(told))));
			LogCapture log = LogCapture.start(Level.TRACE);
			StringWriter shown = new StringWriter();
			try {
				call.apply(template(DEFAULTS), "c1").block(LIMIT);
			}
			catch (WechatPayApiException ex) {
				ex.printStackTrace(new PrintWriter(shown));
				shown.append(String.valueOf(ex.getError().orElseThrow().detail()));
			}
			finally {
				log.stop();
			}
			List<String> sent = Stream.of(CANARIES)
				.filter((canary) -> last().bodyText().contains("\"" + canary + "\""))
				.toList();
			assertThat(sent).hasSizeGreaterThanOrEqualTo(2);
			assertThat(shown.toString()).contains("PARAM_ERROR", "****").doesNotContain(sent);
			assertThat(log.events().toString()).doesNotContain(sent);
		}
	}

	@ParameterizedTest
	@EnumSource
	void tryPayRedirectWhenAcceptedSaysSo(Mode mode) {
		assertThat(mode.blocking.apply(blocking(DEFAULTS), "c1")).isInstanceOfSatisfying(Accepted.class,
				(accepted) -> assertThat(accepted.sign().outContractCode()).isEqualTo("c1"));
		assertThat(mode.tryPayRedirect.apply(template(DEFAULTS), "c2").block(LIMIT)).isInstanceOf(Accepted.class);
	}

	@ParameterizedTest
	@EnumSource
	void tryPayRedirectWhenAnythingFailsIsAValue(Mode mode) {
		failed(mode, AnswerFault.noAuth(), WechatPayApiException.class,
				(ex) -> assertThat(ex.getStatus()).isEqualTo(403));
		failed(mode, AnswerFault.systemError(), WechatPayApiException.class,
				(ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		failed(mode, AnswerFault.badGateway(), WechatPayApiException.class,
				(ex) -> assertThat(ex.isVerified()).isFalse());
		failed(mode, AnswerFault.reset(), WechatPayTransportException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(Failure.CONNECTION_LOST));
		failed(mode, AnswerFault.noSignature(), WechatPaySignatureException.class, (ex) -> {
		});
		failed(mode, AnswerFault.signedBody("[]"), WechatPayContentException.class, (ex) -> {
		});
	}

	@Test
	void tryPayRedirectWhenAnswerNeverComesIsAValue() {
		this.exchange.close();
		this.exchange = SimulatedExchange.to(this.simulator.baseUrl(), Duration.ofMillis(500));
		failed(Mode.NORMAL, AnswerFault.held(), WechatPayTransportException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(Failure.TIMEOUT));
	}

	private <X extends WechatPayException> void failed(Mode mode, AnswerFault fault, Class<X> type, Consumer<X> check) {
		this.simulator.answers().next(fault, fault);
		for (PayRedirectSignOutcome outcome : List.of(mode.blocking.apply(blocking(DEFAULTS), "c1"),
				mode.tryPayRedirect.apply(template(DEFAULTS), "c1").block(LIMIT))) {
			assertThat(outcome).isInstanceOfSatisfying(Failed.class,
					(failed) -> assertThat(failed.reason()).isInstanceOfSatisfying(type, check));
			assertThat(outcome.toString()).doesNotContain(CANARIES);
		}
	}

	@ParameterizedTest
	@EnumSource
	void tryPayRedirectWhenFieldIsInvalidIsAValueAndSendsNothing(Mode mode) {
		Map<PreEntrustSignDefaults, String> unfit = Map.of(PreEntrustSignDefaults.NONE, "ppid",
				new PreEntrustSignDefaults("wx1", null, null), "serviceId", new PreEntrustSignDefaults("wx1", 1L, null),
				"notifyUrl");
		unfit.forEach((defaults, field) -> invalid(mode, template(defaults), field));
		assertThat(this.simulator.requests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void tryPayRedirectWhenWechatPayCannotReachTheNotifyUrlIsAValue(Mode mode) {
		try (SignedExchange remote = SimulatedExchange.toUnknownHost()) {
			for (String notifyUrl : List.of("http://yourapp.com/n", "https://localhost/n", "https://10.1.2.3/n")) {
				invalid(mode,
						template(remote, new PreEntrustSignDefaults("wx1", 1L, notifyUrl), SignIntentRecorder.NONE),
						"notifyUrl");
			}
		}
	}

	private static void invalid(Mode mode, ReactivePreEntrustSignTemplate template, String field) {
		for (PayRedirectSignOutcome outcome : List.of(mode.blocking.apply(new PreEntrustSignTemplate(template), "c1"),
				mode.tryPayRedirect.apply(template, "c1").block(LIMIT))) {
			assertThat(outcome).isInstanceOfSatisfying(Failed.class,
					(failed) -> assertThat(failed.reason()).isInstanceOfSatisfying(InvalidFieldException.class,
							(ex) -> assertThat(ex.getField()).endsWithIgnoringCase(field)));
		}
	}

	@ParameterizedTest
	@EnumSource
	void tryPayRedirectWhenIntentFailsWithACheckedExceptionIsAValueAndSendsNothing(Mode mode) {
		IOException full = new IOException("disk full");
		ReactivePreEntrustSignTemplate template = template(this.exchange, DEFAULTS,
				(mchid, request) -> Mono.error(full));
		for (PayRedirectSignOutcome outcome : List.of(mode.blocking.apply(new PreEntrustSignTemplate(template), "c1"),
				mode.tryPayRedirect.apply(template, "c1").block(LIMIT))) {
			assertThat(outcome).isInstanceOfSatisfying(Failed.class,
					(failed) -> assertThat(failed.reason()).isSameAs(full));
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void tryPayRedirectWhenThreadIsInterruptedIsAValue() throws Exception {
		this.simulator.answers().next(AnswerFault.held());
		CompletableFuture<ReceivedRequest> arrived = this.simulator.nextRequest();
		CompletableFuture<PayRedirectSignOutcome> outcome = new CompletableFuture<>();
		Thread caller = new Thread(() -> complete(outcome, Mode.NORMAL));
		caller.start();
		arrived.get(10, TimeUnit.SECONDS);
		caller.interrupt();
		assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOfSatisfying(Failed.class,
				(failed) -> assertThat(failed.reason()).isInstanceOfSatisfying(WechatPayTransportException.class,
						(ex) -> assertThat(ex.getFailure()).isEqualTo(Failure.INTERRUPTED)));
		caller.join(10_000);
	}

	@ParameterizedTest
	@EnumSource
	void tryPayRedirectWhenThreadMustNotBlockThrowsAndSendsNothing(Mode mode) {
		CompletableFuture<PayRedirectSignOutcome> outcome = new CompletableFuture<>();
		Schedulers.parallel().schedule(() -> complete(outcome, mode));
		assertThat(outcome).failsWithin(LIMIT)
			.withThrowableThat()
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("nothing was sent. Use ReactivePreEntrustSignOperations here");
		assertThat(this.simulator.requests()).isEmpty();
	}

	private void complete(CompletableFuture<PayRedirectSignOutcome> outcome, Mode mode) {
		try {
			outcome.complete(mode.blocking.apply(blocking(DEFAULTS), "c1"));
		}
		catch (RuntimeException ex) {
			outcome.completeExceptionally(ex);
		}
	}

	private ReceivedRequest last() {
		List<ReceivedRequest> requests = this.simulator.requests();
		return requests.get(requests.size() - 1);
	}

	private ReactivePreEntrustSignTemplate template(PreEntrustSignDefaults defaults) {
		return template(this.exchange, defaults, SignIntentRecorder.NONE);
	}

	private static ReactivePreEntrustSignTemplate template(SignedExchange exchange, PreEntrustSignDefaults defaults,
			SignIntentRecorder intents) {
		return new ReactivePreEntrustSignTemplate(exchange, defaults, MiniProgramLaunchFactory.EXTRA_DATA,
				Clock.systemUTC(), intents);
	}

	private PreEntrustSignTemplate blocking(PreEntrustSignDefaults defaults) {
		return new PreEntrustSignTemplate(template(defaults));
	}

	/**
	 * The modes and their calls.
	 */
	private enum Mode {

		NORMAL((template, code) -> template.miniProgram(direct(code)),
				(template, code) -> template.payRedirect(redirect(code)),
				(template, code) -> template.tryPayRedirect(redirect(code)),
				(template, code) -> template.tryPayRedirect(redirect(code))),

		ECOMMERCE((template, code) -> template.ecommerce().miniProgram(direct(code)),
				(template, code) -> template.ecommerce().payRedirect(redirect(code)),
				(template, code) -> template.ecommerce().tryPayRedirect(redirect(code)),
				(template, code) -> template.ecommerce().tryPayRedirect(redirect(code))),

		SERVICE_PROVIDER((template, code) -> template.serviceProvider().miniProgram(partner(code)),
				(template, code) -> template.serviceProvider().payRedirect(partnerRedirect(code)),
				(template, code) -> template.serviceProvider().tryPayRedirect(partnerRedirect(code)),
				(template, code) -> template.serviceProvider().tryPayRedirect(partnerRedirect(code))),

		CLEARING_INSTITUTION((template, code) -> template.clearingInstitution().miniProgram(clearing(code)),
				(template, code) -> template.clearingInstitution().payRedirect(clearingRedirect(code)),
				(template, code) -> template.clearingInstitution().tryPayRedirect(clearingRedirect(code)),
				(template, code) -> template.clearingInstitution().tryPayRedirect(clearingRedirect(code)));

		private final BiFunction<ReactivePreEntrustSignOperations, String, Mono<?>> miniProgram;

		private final BiFunction<ReactivePreEntrustSignOperations, String, Mono<?>> payRedirect;

		private final BiFunction<ReactivePreEntrustSignOperations, String, Mono<PayRedirectSignOutcome>> tryPayRedirect;

		private final BiFunction<PreEntrustSignOperations, String, PayRedirectSignOutcome> blocking;

		Mode(BiFunction<ReactivePreEntrustSignOperations, String, Mono<?>> miniProgram,
				BiFunction<ReactivePreEntrustSignOperations, String, Mono<?>> payRedirect,
				BiFunction<ReactivePreEntrustSignOperations, String, Mono<PayRedirectSignOutcome>> tryPayRedirect,
				BiFunction<PreEntrustSignOperations, String, PayRedirectSignOutcome> blocking) {
			this.miniProgram = miniProgram;
			this.payRedirect = payRedirect;
			this.tryPayRedirect = tryPayRedirect;
			this.blocking = blocking;
		}

		private static MiniProgramSignRequest direct(String code) {
			return MiniProgramSignRequest.builder()
				.outContractCode(code)
				.contractDisplayAccount("CANARY name")
				.openid("oCANARYopenid")
				.build();
		}

		private static PayRedirectSignRequest redirect(String code) {
			return PayRedirectSignRequest.builder()
				.outContractCode(code)
				.contractDisplayAccount("CANARY name")
				.prepayId("wx1")
				.openid("oCANARYopenid")
				.build();
		}

		private static ServiceProviderMiniProgramSignRequest partner(String code) {
			return ServiceProviderMiniProgramSignRequest.builder()
				.outContractCode(code)
				.contractDisplayAccount("CANARY name")
				.subMchid("1900000110")
				.subAppid("wx8888888888888888")
				.spOpenid("oCANARYspOpenid")
				.subOpenid("oCANARYsubOpenid")
				.build();
		}

		private static ServiceProviderPayRedirectSignRequest partnerRedirect(String code) {
			return ServiceProviderPayRedirectSignRequest.builder()
				.outContractCode(code)
				.contractDisplayAccount("CANARY name")
				.subMchid("1900000110")
				.subAppid("wx8888888888888888")
				.prepayId("wx1")
				.spOpenid("oCANARYspOpenid")
				.build();
		}

		private static ClearingInstitutionMiniProgramSignRequest clearing(String code) {
			return ClearingInstitutionMiniProgramSignRequest.builder()
				.outContractCode(code)
				.contractDisplayAccount("CANARY name")
				.subMchid("1900000110")
				.subAppid("wx8888888888888888")
				.openid("oCANARYopenid")
				.subOpenid("oCANARYsubOpenid")
				.build();
		}

		private static ClearingInstitutionPayRedirectSignRequest clearingRedirect(String code) {
			return ClearingInstitutionPayRedirectSignRequest.builder()
				.outContractCode(code)
				.contractDisplayAccount("CANARY name")
				.subMchid("1900000110")
				.subAppid("wx8888888888888888")
				.prepayId("wx1")
				.subOpenid("oCANARYsubOpenid")
				.build();
		}

	}

}
