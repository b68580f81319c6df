package io.github.wechatpaycontract.contract;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.wechatpaycontract.ApiErrorCode;
import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.PreEntrustSignDefaults;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.SessionState;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import io.github.wechatpaycontract.text.PlainText;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ContractTemplate} and {@link ReactiveContractTemplate}, against the
 * simulator.
 */
class ContractTemplateTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()).resendDelays());

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final long SERVICE = 12535;

	private final WechatPaySimulator simulator = extension.simulator();

	private SignedExchange exchange;

	private ReactiveContractTemplate reactive;

	private ContractTemplate template;

	@BeforeEach
	void setUp() {
		this.exchange = SimulatedExchange.to(this.simulator.baseUrl(), Duration.ofSeconds(1));
		this.reactive = new ReactiveContractTemplate(this.exchange);
		this.template = new ContractTemplate(this.reactive);
	}

	@AfterEach
	void close() {
		this.exchange.close();
	}

	@Test
	void getWhenSignedReturnsTheContract() {
		sign("c1");
		Contract contract = this.template.get(SERVICE, "c1");
		assertThat(contract.isSigned()).isTrue();
		assertThat(contract.stateText()).isEqualTo("SIGNED");
		assertThat(contract.contractId()).isEqualTo(this.simulator.session("c1").orElseThrow().contractId());
		assertThat(contract.openid()).isEqualTo("oCANARYopenid");
		assertThat(contract.contractDisplayAccount()).isEqualTo("CANARY name");
		assertThat(contract.termination()).isNull();
		assertThat(contract.toString()).doesNotContain("CANARY").contains("outContractCode=c1", "state=SIGNED");
		assertThat(this.reactive.get(SERVICE, "c1").block(LIMIT)).isEqualTo(contract);
		assertThat(this.template.find(SERVICE, "c1")).contains(contract);
		assertThat(this.reactive.find(SERVICE, "c1").block(LIMIT)).isEqualTo(contract);
	}

	@Test
	void getWhenEndedByThePayerReturnsHow() {
		sign("c1");
		this.simulator.terminateByPayer("c1");
		Contract contract = this.template.get(SERVICE, "c1");
		assertThat(contract.state()).isEqualTo(ContractState.TERMINATED);
		assertThat(contract.termination()).satisfies((termination) -> {
			assertThat(termination.mode()).isEqualTo(ContractTerminationMode.USER_TERMINATE);
			assertThat(termination.modeText()).isEqualTo("USER_TERMINATE");
			assertThat(termination.remark()).isEqualTo("用户解约");
			assertThat(termination.terminatedTime()).isNotNull();
		});
	}

	@Test
	void callWhenThereIsNoContractIsEmptyOrFails() {
		assertThat(this.template.find(SERVICE, "none")).isEmpty();
		StepVerifier.create(this.reactive.find(SERVICE, "none")).expectComplete().verify(LIMIT);
		for (ThrowingCallable call : List.<ThrowingCallable>of(() -> this.template.get(SERVICE, "none"),
				() -> this.template.terminateAndConfirm(SERVICE, "none", "x"))) {
			failed(WechatPayApiException.class, call, (ex) -> {
				assertThat(ex.getStatus()).isEqualTo(404);
				assertThat(ex.isVerified()).isTrue();
			});
		}
		assertThat(posts()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "404,RESOURCE_NOT_EXISTS", "404,WHATEVER", "400,CONTRACT_NOT_EXIST", "400,CONTRACT_NOT_EXISTS",
			"400,RESOURCE_NOT_EXISTS", "403,NOT_FOUND", "400,ORDER_NOT_EXIST", "499,NOT_FOUND" })
	void findWhenVerifiedAnswerSaysAbsentIsEmpty(int status, String code) {
		AnswerFault fault = AnswerFault.error(status, code, "no such contract");
		this.simulator.answers().next(fault, fault, fault);
		assertThat(this.template.find(SERVICE, "c1")).isEmpty();
		StepVerifier.create(this.reactive.find(SERVICE, "c1")).expectComplete().verify(LIMIT);
		failed(WechatPayApiException.class, () -> this.template.get(SERVICE, "c1"),
				(ex) -> assertThat(ex.getCode()).contains(code));
	}

	@ParameterizedTest
	@CsvSource({ "400,PARAM_ERROR", "400,INVALID_REQUEST", "401,SIGN_ERROR", "403,NO_AUTH", "429,RATE_LIMITED",
			"500,SYSTEM_ERROR", "500,NOT_FOUND", "503,RESOURCE_NOT_EXISTS", "302,NOT_FOUND", "400,CONTRACT_NOT",
			"400,not_found" })
	void findWhenAnswerSaysSomethingElseFails(int status, String code) {
		this.simulator.answers().next(AnswerFault.error(status, code, "x"));
		failed(WechatPayApiException.class, () -> this.template.find(SERVICE, "c1"), (ex) -> {
			assertThat(ex.getStatus()).isEqualTo(status);
			assertThat(ex.getCode()).contains(code);
		});
	}

	static Stream<AnswerFault> unverified() {
		AnswerFault absent = AnswerFault.error(404, "RESOURCE_NOT_EXISTS", "x");
		return Stream.of(absent.and(AnswerFault.noSignature()), absent.and(AnswerFault.wrongSignature()),
				absent.and(AnswerFault.unknownSerial()), absent.and(AnswerFault.stale(400)),
				absent.and(AnswerFault.tamperedBody()), absent.and(AnswerFault.probe()),
				AnswerFault.raw(404, "text/html", "<h1>Not Found</h1>"), AnswerFault.raw(404, null, ""),
				AnswerFault.error(400, "NOT_FOUND", "x").and(AnswerFault.noSignature()));
	}

	@ParameterizedTest
	@MethodSource("unverified")
	void findWhenAbsenceIsNotVerifiedFails(AnswerFault fault) {
		this.simulator.answers().next(fault);
		failed(WechatPayApiException.class, () -> this.template.find(SERVICE, "c1"), (ex) -> {
			assertThat(ex.isVerified()).isFalse();
			assertThat(ex).hasMessageContaining("never change the state of a contract");
		});
	}

	@ParameterizedTest
	@Tag("case-75")
	@CsvSource({ "SIGNED,SIGNED", "TERMINATED,TERMINATED", "NOT_SIGNED,NOT_SIGNED", "SIGN_FAILED,SIGN_FAILED",
			"TO_BE_RENEWED,TO_BE_RENEWED", "TERMINATE_PENDING,TERMINATE_PENDING", "SOMETHING_NEW,UNRECOGNIZED",
			"signed,UNRECOGNIZED" })
	void getWhenStateIsAnyKeepsItsText(String text, ContractState state) {
		answer("{\"out_contract_code\":\"c1\",\"contract_state\":\"" + text + "\"}");
		Contract contract = this.template.get(SERVICE, "c1");
		assertThat(contract.state()).isEqualTo(state);
		assertThat(contract.stateText()).isEqualTo(text);
		assertThat(contract.isSigned()).isEqualTo(state == ContractState.SIGNED);
	}

	@ParameterizedTest
	@Tag("case-75")
	@CsvSource({ "USER_TERMINATE,USER_TERMINATE", "MCH_API_TERMINATE,MCH_API_TERMINATE", "API,MCH_API_TERMINATE",
			"WEPAY_WEB_TERMINATE,WEPAY_WEB_TERMINATE", "CUSTOMER_SERVICE_TERMINATE,CUSTOMER_SERVICE_TERMINATE",
			"SYSTEM_TERMINATE,SYSTEM_TERMINATE", "NEW_MODE,UNRECOGNIZED" })
	void getWhenTerminationModeIsAnyKeepsItsText(String text, ContractTerminationMode mode) {
		answer("{\"out_contract_code\":\"c1\",\"contract_state\":\"SIGNED\",\"contract_terminate_info\":{"
				+ "\"contract_termination_mode\":\"" + text + "\"}}");
		Contract contract = this.template.get(SERVICE, "c1");
		assertThat(contract.isSigned()).as("the published example shows a termination beside SIGNED").isTrue();
		assertThat(contract.termination()).isEqualTo(new ContractTermination(mode, text, null, null));
	}

	@Test
	void getWhenMembersAreMissingHasNulls() {
		answer("{\"out_contract_code\":\"c1\"}");
		assertThat(this.template.get(SERVICE, "c1"))
			.isEqualTo(new Contract(null, null, null, null, null, null, null, "c1", null, null, null, null, null));
		answer("{\"out_contract_code\":\"c1\",\"service_id\":\"12535\",\"mchid\":null,\"contract_terminate_info\":{},"
				+ "\"unknown\":[1],\"contract_signed_time\":\"yesterday\",\"sub_appid\":\"wx8\",\"sub_openid\":\"o8\"}");
		assertThat(this.template.get(SERVICE, "c1")).isEqualTo(new Contract(null, null, null, null, "wx8", "o8", 12535L,
				"c1", null, null, null, null, new ContractTermination(null, null, null, null)));
		answer("{\"out_contract_code\":\"c1\",\"contract_signed_time\":\"2020-09-10T13:29:35+08:00\"}");
		assertThat(this.template.get(SERVICE, "c1").signedTime())
			.isEqualTo(OffsetDateTime.parse("2020-09-10T13:29:35+08:00"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"out_contract_code\":\"c2\"}", "{}", "[]", "", "{\"out_contract_code\":1}",
			"{\"out_contract_code\":\"c1\",\"contract_terminate_info\":1}",
			"{\"out_contract_code\":\"c1\",\"contract_state\":1}", "{\"out_contract_code\":\"C1\"}" })
	void getWhenAnswerIsNotAboutTheContractFails(String body) {
		answer(body);
		failed(WechatPayContentException.class, () -> this.template.get(SERVICE, "c1"), (ex) -> {
		});
	}

	@Test
	void callWhenErrorNamesThePayerMasksIt() {
		sign("c1");
		String openid = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
		String order = "order_20261130084700_0000001";
		this.simulator.answers()
			.next(AnswerFault.error(400, "PARAM_ERROR", "openid " + openid + "不匹配"), AnswerFault.none(),
					AnswerFault.error(403, "NO_AUTH", "[" + openid + "]"));
		for (ThrowingCallable call : List.<ThrowingCallable>of(() -> this.template.get(SERVICE, "c1"),
				() -> this.template.terminateAndConfirm(SERVICE, "c1", "x"))) {
			failed(WechatPayApiException.class, call, (ex) -> {
				assertThat(ex).hasMessageContaining("****");
				assertThat(ex + " " + ex.getError().orElseThrow().message()).doesNotContain(openid);
			});
		}
		this.simulator.answers().next(AnswerFault.error(400, "PARAM_ERROR", order));
		failed(WechatPayApiException.class, () -> this.template.get(SERVICE, "c1"),
				(ex) -> assertThat(ex).hasMessageContaining(order));
	}

	@Test
	void getWhenNoAnswerComesSaysThatAQueryMayBeRepeated() {
		this.simulator.answers().next(AnswerFault.held(), AnswerFault.held(), AnswerFault.held());
		failed(WechatPayTransportException.class, () -> this.template.get(SERVICE, "c1"),
				(ex) -> assertThat(ex).hasMessageEndingWith("a query has no effect and may be repeated"));
	}

	@Test
	void findWhenSignatureIsWrongFails() {
		sign("c1");
		this.simulator.answers().next(AnswerFault.wrongSignature());
		failed(WechatPaySignatureException.class, () -> this.template.find(SERVICE, "c1"), (ex) -> {
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "用户解约", "x", " x ", "a\"b\\c/d" })
	void terminateWhenSignedEndsTheContract(String remark) {
		sign("c1");
		this.template.terminate(SERVICE, "c1", remark);
		assertThat(last().bodyText()).isEqualTo(TestPlatform.json(Map.of("contract_termination_remark", remark)));
		assertThat(last().signatureAccepted()).isTrue();
		assertThat(this.simulator.session("c1").orElseThrow().termination())
			.satisfies((termination) -> assertThat(termination.remark()).isEqualTo(remark));
	}

	@Test
	void terminateWhenRemarkIsOf256CharactersIsTaken() {
		sign("c1");
		StepVerifier.create(this.reactive.terminate(SERVICE, "c1", "约".repeat(256))).expectComplete().verify(LIMIT);
		assertThat(this.simulator.session("c1").orElseThrow().state()).isEqualTo(SessionState.TERMINATED);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "\t", "😀", "a\n", "a\u0000", "a\ud800", "\u0085", "𠮷" })
	void terminateWhenRemarkIsUnfitSendsNothing(String remark) {
		for (String unfit : new String[] { remark, "x".repeat(257) }) {
			assertThatExceptionOfType(InvalidFieldException.class)
				.isThrownBy(() -> this.template.terminate(SERVICE, "c1", unfit))
				.withMessage("'remark' " + ((unfit == null || unfit.isBlank()) ? "is missing" : PlainText.rule(256)));
			StepVerifier.create(this.reactive.terminate(SERVICE, "c1", unfit))
				.expectError(IllegalArgumentException.class)
				.verify(LIMIT);
			assertThatIllegalArgumentException()
				.isThrownBy(() -> this.template.terminateAndConfirm(SERVICE, "c1", unfit))
				.withMessageStartingWith("'remark' ");
			StepVerifier.create(this.reactive.terminateAndConfirm(SERVICE, "c1", unfit))
				.expectError(IllegalArgumentException.class)
				.verify(LIMIT);
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@ParameterizedTest
	@NullSource
	@Tag("case-2")
	@ValueSource(strings = { "", ".", "..", "a/b", "a b", "a%2Fb", "a?b", "合同", "123456789012345678901234567890123" })
	void callWhenCodeIsNoneSendsNothing(String code) {
		assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(() -> this.template.get(SERVICE, code))
			.matches((ex) -> ex.getField().equals("outContractCode"));
		assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(() -> this.template.get(0, "c1"))
			.withMessage("'serviceId' must be positive");
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.find(SERVICE, code));
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.terminate(SERVICE, code, "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.terminateAndConfirm(SERVICE, code, "x"));
		assertThat(this.simulator.requests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "mchid,\"1900000109\",\"1900000107\"", "service_id,12535,12536", "out_contract_code,\"c1\",\"c2\"" })
	void terminateWhenAnswerBelongsToAnotherFails(String field, String sent, String other) {
		String member = "\"" + field + "\":" + sent;
		for (String changed : new String[] { "\"" + field + "\":" + other, "\"x\":1" }) {
			this.simulator.reset();
			sign("c1");
			this.simulator.answers().next(AnswerFault.signedBody((body) -> body.replace(member, changed)));
			failed(WechatPayContentException.class, () -> this.template.terminate(SERVICE, "c1", "x"), (ex) -> {
				assertThat(ex.getField()).contains(field);
				assertThat(ex.isOutcomeUnknown()).isTrue();
			});
		}
	}

	static Stream<AnswerFault> unclear() {
		return Stream.of(AnswerFault.held(), AnswerFault.reset(), AnswerFault.resetMidBody(), AnswerFault.systemError(),
				AnswerFault.badGateway(), AnswerFault.serviceUnavailable(), AnswerFault.noSignature(),
				AnswerFault.probe(), AnswerFault.tamperedBody());
	}

	@ParameterizedTest
	@MethodSource("unclear")
	void terminateWhenOutcomeIsUnknownSaysSoAndIsNotRepeated(AnswerFault fault) {
		sign("c1");
		this.simulator.answers().next(fault);
		failed(WechatPayException.class, () -> this.template.terminate(SERVICE, "c1", "x"),
				(ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		assertThat(posts()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("unclear")
	void terminateAndConfirmWhenAnswerIsUnclearReturnsTheEndOrFailsAndIsNotRepeated(AnswerFault fault) {
		sign("c1");
		this.simulator.answers().next(AnswerFault.none(), fault);
		try {
			assertThat(this.template.terminateAndConfirm(SERVICE, "c1", "x").state())
				.isEqualTo(ContractState.TERMINATED);
			assertThat(state()).isEqualTo(SessionState.TERMINATED);
		}
		catch (WechatPayException ex) {
			assertThat(ex.isOutcomeUnknown()).isTrue();
			assertThat(state()).isEqualTo(SessionState.SIGNED);
		}
		assertThat(posts()).isEqualTo(1);
		assertThat(queries()).isEqualTo(2);
	}

	@Test
	void terminateAndConfirmWhenTheContractStaysSignedFailsAsTheTerminationDid() {
		sign("c1");
		this.simulator.answers().next(AnswerFault.none(), AnswerFault.systemError());
		failed(WechatPayApiException.class, () -> this.template.terminateAndConfirm(SERVICE, "c1", "x"), (ex) -> {
			assertThat(ex.getErrorCode()).isEqualTo(ApiErrorCode.SYSTEM_ERROR);
			assertThat(ex.isOutcomeUnknown()).isTrue();
			assertThat(ex).hasMessageContaining("/terminate");
		});
		assertThat(queries()).isEqualTo(2);
	}

	@Test
	void terminateAndConfirmWhenNothingIsKnownAfterwardsFailsAsTheTerminationDid() {
		sign("c1");
		this.simulator.answers().next(AnswerFault.none(), AnswerFault.wrongSignature(), AnswerFault.noAuth());
		failed(WechatPaySignatureException.class, () -> this.template.terminateAndConfirm(SERVICE, "c1", "x"),
				(ex) -> assertThat(ex).hasMessageContaining("/terminate")
					.satisfies((failure) -> assertThat(failure.getSuppressed())
						.anySatisfy((query) -> assertThat(query).hasMessageContaining("NO_AUTH"))));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void terminateAndConfirmWhenAnswerIsLostReturnsTerminated(boolean held) {
		sign("c1");
		this.simulator.answers().next(AnswerFault.none(), held ? AnswerFault.held() : AnswerFault.reset());
		Contract contract = this.reactive.terminateAndConfirm(SERVICE, "c1", "x").block(LIMIT);
		assertThat(contract.state()).isEqualTo(ContractState.TERMINATED);
		assertThat(contract.termination().mode()).isEqualTo(ContractTerminationMode.MCH_API_TERMINATE);
		assertThat(posts()).isEqualTo(1);
	}

	@Test
	void terminateAndConfirmWhenSignedEndsAndQueries() {
		sign("c1");
		Contract contract = this.template.terminateAndConfirm(SERVICE, "c1", "搬家");
		assertThat(contract.state()).isEqualTo(ContractState.TERMINATED);
		assertThat(contract.termination().remark()).isEqualTo("搬家");
		assertThat(this.simulator.requests().stream().map(ReceivedRequest::method)).containsExactly("POST", "GET",
				"POST", "GET");
	}

	@Test
	void terminateAndConfirmWhenAlreadyEndedPostsNothing() {
		sign("c1");
		this.simulator.terminateByPayer("c1");
		Contract contract = this.template.terminateAndConfirm(SERVICE, "c1", "x");
		assertThat(contract.termination().mode()).isEqualTo(ContractTerminationMode.USER_TERMINATE);
		assertThat(posts()).isZero();
		assertThat(queries()).isEqualTo(1);
	}

	@Test
	void terminateAndConfirmWhenRefusedFails() {
		sign("c1");
		this.simulator.answers().next(AnswerFault.none(), AnswerFault.noAuth());
		failed(WechatPayApiException.class, () -> this.template.terminateAndConfirm(SERVICE, "c1", "x"),
				(ex) -> assertThat(ex.getCode()).contains("NO_AUTH"));
		assertThat(posts()).isEqualTo(1);
		assertThat(queries()).isEqualTo(2);
	}

	@Test
	void terminateAndConfirmWhenRefusedOnTheWayFails() {
		sign("c1");
		this.simulator.answers().next(AnswerFault.none(), AnswerFault.raw(403, "text/html", "<b>blocked</b>"));
		failed(WechatPayApiException.class, () -> this.template.terminateAndConfirm(SERVICE, "c1", "x"), (ex) -> {
			assertThat(ex.getStatus()).isEqualTo(403);
			assertThat(ex.isOutcomeUnknown()).isTrue();
		});
		assertThat(queries()).isEqualTo(2);
	}

	@Test
	void terminateAndConfirmWhenPayerWasFasterReturnsTerminated() {
		sign("c1");
		this.simulator.nextRequest()
			.thenCompose((query) -> this.simulator.nextRequest())
			.thenAccept((termination) -> this.simulator.terminateByPayer("c1"));
		Contract contract = this.template.terminateAndConfirm(SERVICE, "c1", "x");
		assertThat(contract.termination().mode()).isEqualTo(ContractTerminationMode.USER_TERMINATE);
		assertThat(posts()).isEqualTo(1);
	}

	@Test
	void getWhenMembersAreEmptyReadsThemAsAbsent() {
		sign("c1");
		this.simulator.answers()
			.next(AnswerFault.signedBody("{\"mchid\":\"\",\"contract_id\":\" \",\"openid\":\"\",\"sub_openid\":\"\","
					+ "\"contract_state\":\"\",\"out_contract_code\":\"c1\"}"));
		Contract contract = this.template.get(SERVICE, "c1");
		assertThat(contract.mchid()).isNull();
		assertThat(contract.contractId()).isNull();
		assertThat(contract.openid()).isNull();
		assertThat(contract.subOpenid()).isNull();
		assertThat(contract.state()).isNull();
	}

	@Test
	void getWhenContractIdIsNoneFails() {
		sign("c1");
		this.simulator.answers()
			.next(AnswerFault.signedBody("{\"contract_id\":\"" + "i".repeat(129) + "\",\"out_contract_code\":\"c1\"}"));
		failed(WechatPayContentException.class, () -> this.template.get(SERVICE, "c1"),
				(ex) -> assertThat(ex).hasMessageContaining("contract_id"));
	}

	@Test
	void terminateWhenAlreadyEndedIsRefused() {
		sign("c1");
		this.template.terminate(SERVICE, "c1", "x");
		failed(WechatPayApiException.class, () -> this.template.terminate(SERVICE, "c1", "x"), (ex) -> {
			assertThat(ex.getCode()).contains("INVALID_REQUEST");
			assertThat(ex.isOutcomeUnknown()).isFalse();
		});
	}

	@Test
	void callWhenThreadMustNotBlockThrowsAndSendsNothing() {
		for (Runnable call : List.<Runnable>of(() -> this.template.get(SERVICE, "c1"),
				() -> this.template.find(SERVICE, "c1"), () -> this.template.terminate(SERVICE, "c1", "x"),
				() -> this.template.terminateAndConfirm(SERVICE, "c1", "x"))) {
			assertThat(CompletableFuture.runAsync(call, Schedulers.parallel()::schedule)).failsWithin(LIMIT)
				.withThrowableThat()
				.withCauseInstanceOf(IllegalStateException.class)
				.withMessageContaining("Use ReactiveContractOperations here");
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void callWhenMonoIsNotSubscribedSendsNothing() {
		Mono<Contract> query = this.reactive.get(SERVICE, "c1");
		Mono<Void> end = this.reactive.terminate(SERVICE, "c1", "x");
		assertThat(this.simulator.requests()).isEmpty();
		sign("c1");
		StepVerifier.create(end).expectComplete().verify(LIMIT);
		assertThat(query.block(LIMIT).state()).isEqualTo(ContractState.TERMINATED);
	}

	private void answer(String body) {
		this.simulator.answers().next(AnswerFault.error(200, "OK", "").and(AnswerFault.signedBody(body)));
	}

	private void sign(String code) {
		new PreEntrustSignTemplate(new ReactivePreEntrustSignTemplate(this.exchange,
				new PreEntrustSignDefaults("wxd678efh567hg6787", SERVICE, "https://yourapp.com/notify"),
				MiniProgramLaunchFactory.EXTRA_DATA, Clock.systemUTC()))
			.miniProgram(MiniProgramSignRequest.builder()
				.outContractCode(code)
				.contractDisplayAccount("CANARY name")
				.openid("oCANARYopenid")
				.build());
		this.simulator.confirm(code);
	}

	private SessionState state() {
		return this.simulator.session("c1").orElseThrow().state();
	}

	private long posts() {
		return this.simulator.requests().stream().filter((request) -> request.rawUri().endsWith("/terminate")).count();
	}

	private long queries() {
		return this.simulator.requests().stream().filter((request) -> request.method().equals("GET")).count();
	}

	private ReceivedRequest last() {
		List<ReceivedRequest> requests = this.simulator.requests();
		return requests.get(requests.size() - 1);
	}

	private static <X extends WechatPayException> void failed(Class<X> type, ThrowingCallable call, Consumer<X> check) {
		assertThatExceptionOfType(type).isThrownBy(call).satisfies(check);
	}

}
