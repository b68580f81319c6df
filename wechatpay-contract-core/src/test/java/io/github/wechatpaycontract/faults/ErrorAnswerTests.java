package io.github.wechatpaycontract.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.client.ApiRequest;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for answers that say no, send elsewhere, or are signed with another key.
 */
class ErrorAnswerTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	@RegisterExtension
	static final LeakWatch leaks = new LeakWatch();

	private final WechatPaySimulator simulator = extension.simulator();

	private final FaultExchange exchange = FaultExchange.patientlyTo(this.simulator.baseUrl(),
			UnaryOperator.identity());

	@AfterEach
	void close() throws Exception {
		this.exchange.close();
		this.exchange.awaitChannels(0);
	}

	@ParameterizedTest
	@CsvSource({ "400, PARAM_ERROR", "400, INVALID_REQUEST", "401, SIGN_ERROR", "403, NO_AUTH",
			"404, RESOURCE_NOT_EXISTS", "409, CONFLICT", "422, UNPROCESSABLE" })
	@Tag("case-130")
	void callWhenRefusedIsTypedAndNeverRepeated(int status, String code) {
		for (ApiRequest request : List.of(FaultExchange.POST, FaultExchange.GET)) {
			for (AnswerFault fault : List.of(AnswerFault.error(status, code, "no"),
					AnswerFault.error(status, code, "no").and(AnswerFault.noSignature()))) {
				this.simulator.answers().next(fault);
				WechatPayApiException ex = refused(request);
				assertThat(ex.getStatus()).isEqualTo(status);
				assertThat(ex.getCode()).contains(code);
				assertThat(ex.isRetryable()).isFalse();
				assertThat(ex.isOutcomeUnknown()).isEqualTo(!ex.isVerified() && status != 401);
			}
		}
		assertThat(this.simulator.requests()).hasSize(4);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	@Tag("case-131")
	void callWhenSentElsewhereStays(int status) {
		try (ScriptedServer elsewhere = ScriptedServer.with(Reply.signed("{}"))) {
			for (ApiRequest request : List.of(FaultExchange.POST, FaultExchange.GET)) {
				this.simulator.answers()
					.next(AnswerFault.raw(status, null, "")
						.and(AnswerFault.header("Location", elsewhere.baseUrl() + "/v3/synthetic/x")));
				WechatPayApiException ex = refused(request);
				assertThat(ex.getStatus()).isEqualTo(status);
				assertThat(ex.isVerified()).isFalse();
				assertThat(ex.isRetryable()).isFalse();
			}
			assertThat(elsewhere.accepted()).as("connections elsewhere").isZero();
		}
		assertThat(this.simulator.requests()).hasSize(2);
	}

	@Test
	@Tag("case-134")
	void callWhenPlatformKeysRotateMidFlightAcceptsBoth() {
		Reply[] answers = new Reply[20];
		String serial = TestPlatform.certificate("wechatpay_cert.pem").serial();
		byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < answers.length; i++) {
			answers[i] = (i % 2 == 0) ? Reply.signed("{}")
					: Reply.signed(TestPlatform.sign(TestPlatform.CERTIFICATE_KEY, serial, body));
		}
		try (ScriptedServer server = ScriptedServer.with(answers);
				FaultExchange both = FaultExchange.patientlyAtNow(server.baseUrl())) {
			List<Throwable> errors = new ArrayList<>();
			for (int i = 0; i < answers.length; i++) {
				Outcome outcome = both.outcome(FaultExchange.POST);
				if (outcome.error() != null) {
					errors.add(outcome.error());
				}
			}
			assertThat(errors).isEmpty();
			assertThat(server.requests()).hasSize(answers.length);
		}
	}

	@Test
	@Tag("case-134")
	void callWhenPlatformKeyIsNotKnownYetIsNotTrusted() {
		this.simulator.answers().next(AnswerFault.unknownSerial());
		Outcome outcome = this.exchange.outcome(FaultExchange.POST);
		assertThat(outcome.error()).isInstanceOfSatisfying(WechatPaySignatureException.class, (ex) -> {
			assertThat(ex.getFailure()).isEqualTo(SignatureFailure.UNKNOWN_SERIAL);
			assertThat(ex.isOutcomeUnknown()).isTrue();
		});
		assertThat(this.exchange.outcome(FaultExchange.POST).error()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "400, ALREADY_EXISTS", "400, RESOURCE_ALREADY_EXISTS", "403, CONTRACT_EXISTED",
			"409, CONTRACT_EXISTED", "400, A_CODE_OF_TOMORROW" })
	@Tag("case-140")
	void callWhenContractNumberIsTakenSurfacesTheConflict(int status, String code) {
		this.simulator.answers().next(AnswerFault.error(status, code, "商户签约协议号重复"));
		WechatPayApiException ex = refused(
				ApiRequest.post("/v3/password-exempt-contract/contracts/normal/pre-entrust-sign/mini-program",
						Map.of("out_contract_code", "taken"), List.of()));
		assertThat(ex.getStatus()).isEqualTo(status);
		assertThat(ex.getCode()).contains(code);
		assertThat(ex.isVerified()).isTrue();
		assertThat(ex.isRetryable()).isFalse();
		assertThat(ex.isOutcomeUnknown()).isFalse();
		assertThat(this.simulator.requests()).hasSize(1);
	}

	private WechatPayApiException refused(ApiRequest request) {
		Throwable error = this.exchange.outcome(request).error();
		assertThat(error).isInstanceOf(WechatPayApiException.class);
		return (WechatPayApiException) error;
	}

}
