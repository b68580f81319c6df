package io.github.wechatpaycontract.sign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.SimulatedExchange;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReactivePreEntrustSignTemplate}: what is answered.
 */
class PreEntrustSignAnswerTests extends AbstractPreEntrustSignTests {

	@Test
	@Tag("case-14")
	void miniProgramWhenAnswerIsUnsignedIsNotUsed() {
		next(AnswerFault.noSignature());
		fails(WechatPaySignatureException.class, (ex) -> {
			assertThat(ex.getFailure()).isEqualTo(SignatureFailure.HEADER_MISSING);
			assertThat(ex.isOutcomeUnknown()).isTrue();
			assertThat(ex.isRetryable()).isFalse();
			assertThat(ex.getRequestId()).isPresent();
			assertThat(ex).hasMessageContaining("proxy or CDN");
		});
	}

	@Test
	@Tag("case-15")
	void miniProgramWhenAnswerIsAProbeSaysSo() {
		// the retry belongs to a later issue; what is told here is that one makes sense
		for (AnswerFault probe : List.of(AnswerFault.probe(), AnswerFault.probeOverwritten())) {
			next(probe);
			fails(WechatPaySignatureException.class, (ex) -> {
				assertThat(ex.isProbe()).isTrue();
				assertThat(ex.isRetryable()).isTrue();
			});
		}
		assertThat(this.template.miniProgram(request("x1")).outContractCode()).isEqualTo("x1");
	}

	@Test
	@Tag("case-16")
	void miniProgramWhenSerialIsUnknownAsksNobody() {
		next(AnswerFault.unknownSerial());
		fails(WechatPaySignatureException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(SignatureFailure.UNKNOWN_SERIAL));
		assertThat(this.simulator.requests()).hasSize(1);
	}

	@Test
	@Tag("case-17")
	void miniProgramWhenBodyWasChangedOnTheWaySaysSo() {
		next(AnswerFault.tamperedBody());
		fails(WechatPaySignatureException.class, (ex) -> assertThat(ex).hasMessageContaining("changed on the way"));
		next(AnswerFault.gzip());
		fails(WechatPaySignatureException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(SignatureFailure.MISMATCH));
		next(AnswerFault.wrongSignature());
		fails(WechatPaySignatureException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(SignatureFailure.MISMATCH));
	}

	@Test
	@Tag("case-18")
	void miniProgramWhenThereAreTwoSignaturesRefuses() {
		next(AnswerFault.repeatedSignature());
		fails(WechatPaySignatureException.class,
				(ex) -> assertThat(ex.getFailure()).isEqualTo(SignatureFailure.HEADER_REPEATED));
	}

	@ParameterizedTest
	@CsvSource({ "301,false", "-301,false", "299,true", "-299,true", "300,true" })
	@Tag("case-19")
	void miniProgramWhenAnswerIsOfAnotherTimeAcceptsUpTo300Seconds(long age, boolean accepted) {
		Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
		try (WechatPaySimulator fixed = WechatPaySimulator.builder()
			.merchant(TestPlatform.simulated())
			.clock(clock)
			.start(); SignedExchange to = SimulatedExchange.to(fixed.baseUrl(), clock, (client) -> client)) {
			fixed.answers().next(AnswerFault.stale(age));
			StepVerifier.FirstStep<MiniProgramSignSession> step = StepVerifier
				.create(reactive(to, clock).miniProgram(request("t1")));
			if (accepted) {
				step.expectNextCount(1).expectComplete().verify(LIMIT);
			}
			else {
				step.expectErrorSatisfies((ex) -> assertThat(((WechatPaySignatureException) ex).getFailure())
					.isEqualTo(SignatureFailure.STALE)).verify(LIMIT);
			}
		}
	}

	@Test
	@Tag("case-20")
	void miniProgramWhenAnswerIsASigned204IsIncomplete() {
		next(AnswerFault.noContent());
		fails(WechatPayContentException.class, (ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		next(AnswerFault.noContent().and(AnswerFault.noSignature()));
		fails(WechatPaySignatureException.class, (ex) -> {
		});
	}

	@ParameterizedTest
	@CsvSource({ "mchid,1900000109,1900000110", "service_id,12535,12536", "out_contract_code,code1,code2" })
	@Tag("case-21")
	void miniProgramWhenAnswerBelongsToAnotherRequestRefuses(String field, String sent, String echoed) {
		next(AnswerFault.signedBody((body) -> body.replace(sent, echoed)));
		fails(WechatPayContentException.class, request("code1"), (ex) -> {
			assertThat(ex.getField()).contains(field);
			assertThat(ex).hasMessageContaining("belongs to another request")
				.hasMessageNotContaining(echoed)
				.hasMessageNotContaining(sent);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "pre_entrustweb_id", "mchid", "service_id", "out_contract_code", "sign_mp_appid",
			"sign_mp_path" })
	@Tag("case-22")
	void miniProgramWhenAMemberIsMissingNullEmptyOrWrongNamesIt(String field) {
		String member = "\"" + field + "\":(\"[^\"]*\"|[0-9]+)";
		for (String replacement : new String[] { "\"other\":1", "\"" + field + "\":null", "\"" + field + "\":\"\"",
				"\"" + field + "\":\"  \"", "\"" + field + "\":{}", "\"" + field + "\":1.5",
				"\"" + field + "\":true" }) {
			next(AnswerFault.signedBody((body) -> body.replaceFirst(member, replacement)));
			fails(WechatPayContentException.class, (ex) -> {
				assertThat(ex.getField()).as(replacement).contains(field);
				assertThat(ex).hasMessageContaining("'" + field + "'");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "{\"a\":", "{}{}", "{\"a\":1e99999999999}",
			"{\"mchid\":\"1\",\"mchid\":\"1\"}", "<html/>" })
	@Tag("case-22")
	void miniProgramWhenSignedBodyIsUnreadableSaysSo(String body) {
		next(AnswerFault.signedBody(body));
		fails(WechatPayContentException.class, (ex) -> assertThat(ex.getField()).isEmpty());
	}

	@Test
	@Tag("case-23")
	void miniProgramWhenErrorIsUnsignedIsMarkedUnverified() {
		next(AnswerFault.raw(404, "application/json", "{\"code\":\"RESOURCE_NOT_EXISTS\",\"message\":\"not found\"}"));
		fails(WechatPayApiException.class, (ex) -> {
			assertThat(ex.isVerified()).isFalse();
			assertThat(ex.getCode()).contains("RESOURCE_NOT_EXISTS");
			assertThat(ex.getStatus()).isEqualTo(404);
			assertThat(ex).hasMessageContaining("never change the state of a contract because of it");
		});
	}

	@Test
	@Tag("case-24")
	void miniProgramWhenErrorIsSignedIsVerified() {
		next(AnswerFault.error(400, "PARAM_ERROR", "bad", Map.of("field", "/openid", "issue", "unknown")));
		fails(WechatPayApiException.class, (ex) -> {
			assertThat(ex.isVerified()).isTrue();
			assertThat(ex.isRetryable()).isFalse();
			assertThat(ex.isOutcomeUnknown()).isFalse();
			assertThat(ex.getError().orElseThrow().field()).contains("/openid");
			assertThat(ex).hasMessageContaining("PARAM_ERROR: bad [field /openid] [issue unknown]")
				.hasMessageNotContaining("not verified");
			assertThat(ex.getInternalErrorNumber()).isPresent();
		});
		next(AnswerFault.error(400, "PARAM_ERROR", "bad").and(AnswerFault.wrongSignature()));
		fails(WechatPayApiException.class, (ex) -> assertThat(ex.isVerified()).isFalse());
	}

	@ParameterizedTest
	@CsvSource({ "500,text/html,<html>boom</html>", "502,text/html,<h1>502</h1>", "503,,''", "504,text/plain,gateway",
			"502,application/json,{\"a\":1e99999999999}", "502,application/json,[[[" })
	@Tag("case-25")
	void miniProgramWhenGatewayAnswersIsRetryable(int status, String contentType, String body) {
		next(AnswerFault.raw(status, contentType, body + "x".repeat(100_000)));
		fails(WechatPayApiException.class, (ex) -> {
			assertThat(ex.getStatus()).isEqualTo(status);
			assertThat(ex.isRetryable()).isTrue();
			assertThat(ex.isOutcomeUnknown()).isTrue();
			assertThat(ex.isVerified()).isFalse();
			assertThat(ex.getCode()).isEmpty();
			assertThat(ex.getMessage()).hasSizeLessThan(400).doesNotContain("<", "xxxx");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json;charset=GBK", "text/plain", "application/json;charset=nonsense", "x" })
	@Tag("case-26")
	void miniProgramWhenContentTypeIsOddReadsTheBytesAsUtf8(String contentType) {
		next(AnswerFault.signedBody((body) -> body.replace("pages/PwdExemptContract/index", "pages/签约"))
			.and(AnswerFault.contentType(contentType)));
		assertThat(this.template.miniProgram(request("c1")).signMpPath()).isEqualTo("pages/签约");
	}

	@Test
	@Tag("case-27")
	void miniProgramWhenAnswerHasNewMembersIgnoresThem() {
		next(AnswerFault.signedBody((body) -> "{\"new\":{\"a\":[1,null,2.5]},\"n\":null," + body.substring(1)));
		assertThat(this.template.miniProgram(request("n1")).outContractCode()).isEqualTo("n1");
		next(AnswerFault.signedBody((body) -> body.replace("12535", "\"12535\"")));
		assertThat(this.template.miniProgram(request("n2")).serviceId()).isEqualTo(12535);
	}

	@Test
	@Tag("case-28")
	void miniProgramWhenPathIsOddPassesItThrough() {
		for (String path : new String[] { "pages/a?x=1&y=%20", "pages/a#f", "页/签约 x", "p".repeat(10 * 1024) }) {
			next(AnswerFault.signedBody((body) -> body.replace("pages/PwdExemptContract/index", path)));
			MiniProgramSignSession session = this.template.miniProgram(request("path1"));
			assertThat(session.signMpPath()).isEqualTo(path);
			assertThat(session.launch().path()).isEqualTo(path);
		}
		next(AnswerFault.signedBody((body) -> body.replace("pages/PwdExemptContract/index", "p".repeat(20 * 1024))));
		fails(WechatPayContentException.class, (ex) -> assertThat(ex.getField()).contains("sign_mp_path"));
	}

	@Test
	@Tag("case-7")
	void miniProgramWhenRefusedBecauseOfTheClockSaysSo() {
		Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(6));
		String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC));
		try (SignedExchange to = SimulatedExchange.to(this.simulator.baseUrl(), ahead, (client) -> client)) {
			next(AnswerFault.header("Date", date));
			StepVerifier.create(reactive(to, ahead).miniProgram(request("clock1")))
				.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(WechatPayApiException.class)
					.hasMessageContaining("SIGN_ERROR")
					.hasMessageContaining("this host's clock is 3")
					.hasMessageContaining("s ahead of the server's"))
				.verify(LIMIT);
		}
	}

	@Test
	void miniProgramWhenErrorRepeatsThePayerMasksIt() {
		next(AnswerFault.error(400, "PARAM_ERROR", "openid " + OPENID + " does not belong",
				Map.of("value", OPENID, "list", List.of("x " + OPENID), OPENID, "微信代扣用户A")));
		fails(WechatPayApiException.class, (ex) -> {
			assertThat(ex).hasMessageContaining("openid **** does not belong");
			assertThat(ex.getError().orElseThrow().detail().toString() + ex.getError().orElseThrow().message() + ex)
				.doesNotContain(OPENID, "微信代扣用户A");
		});
	}

}
