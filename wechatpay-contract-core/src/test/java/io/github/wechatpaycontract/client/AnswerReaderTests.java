package io.github.wechatpaycontract.client;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link AnswerReader} and what makes its errors.
 */
class AnswerReaderTests {

	private static final String PATH = "/v3/password-exempt-contract/contracts/normal/pre-entrust-sign/mini-program";

	private final Merchant merchant = TestPlatform.merchant();

	private final AnswerReader reader = new AnswerReader(
			new SignatureVerifier(this.merchant.platformKeys(), TestPlatform.CLOCK, TestPlatform.SKEW),
			TestPlatform.CLOCK);

	static Stream<String> errors() {
		return Vectors.ids("error_responses");
	}

	@ParameterizedTest
	@MethodSource("errors")
	@Tag("case-24")
	@Tag("case-25")
	void readWhenGivenVectorGivesTheStatedError(String id) {
		JsonNode vector = Vectors.find("error_responses", id);
		JsonNode expected = vector.get("expect");
		WechatPayApiException ex = fails(vector.get("http_status").intValue(), vector.get("body").textValue(), "openid",
				"name");
		assertThat(ex.getStatus()).isEqualTo(vector.get("http_status").intValue());
		assertThat(ex.getCode().orElse(null)).isEqualTo(expected.get("code").textValue());
		assertThat(ex.isVerified()).isFalse();
		assertThat(ex.isRetryable()).isEqualTo(!expected.get("retry").textValue().equals("never"));
		assertThat(ex.isOutcomeUnknown()).isEqualTo(ex.getStatus() != 401);
		if (expected.has("field")) {
			assertThat(ex.getError().orElseThrow().field()).contains(expected.get("field").textValue());
		}
	}

	@Test
	@Tag("case-24")
	void readWhenVectorE2SaysTheBodyWasLost() {
		WechatPayApiException ex = fails(401, Vectors.find("error_responses", "E2").get("body").textValue(), "oUpF8",
				"微信代扣用户A");
		assertThat(ex).hasMessageContaining("saw a message of 126 bytes where 349 were signed: body or URL changed");
		assertThat(ex.getError().orElseThrow().issue()).contains("sign not match");
	}

	@ParameterizedTest
	@CsvSource({ "349,POST,false", "349,GET,true", "126,POST,false", "126,GET,true" })
	void readWhenSignErrorTellsTheMessageNamesTheFirstDifference(int length, String method, boolean different) {
		WechatPayApiException ex = fails(401, signError(length, method), "o", "n");
		if (different) {
			assertThat(ex).hasMessageContaining("first difference: method");
		}
		else {
			assertThat(ex).hasMessageNotContaining("first difference");
		}
		if (length == 349 && !different) {
			assertThat(ex).hasMessageContaining("the private key or the certificate serial number");
		}
	}

	@ParameterizedTest
	@CsvSource({ "1,POST", "POST,o", "v3,1724900000", "n,e" })
	void readWhenThePayersNameOccursInTheMessageGivesTheSameHint(String openid, String name) {
		assertThat(fails(401, signError(349, "POST"), openid, name))
			.hasMessageContaining("the private key or the certificate serial number")
			.hasMessageNotContaining("first difference");
	}

	@Test
	void readWhenSignErrorTellsTooLittleBlamesNobody() {
		String body = "{\"code\":\"SIGN_ERROR\",\"detail\":{\"sign_information\":{\"method\":\"POST\"}}}";
		assertThat(fails(401, body, "o", "n")).hasMessageNotContaining("private key")
			.hasMessageNotContaining("on the way");
	}

	@Test
	void readWhenSignErrorShowsAnotherBodyOfTheSameLengthNamesTheBody() {
		assertThat(fails(401, signError(349, "POST").replace("appid", "Appid"), "o", "n"))
			.hasMessageContaining("first difference: body");
	}

	@Test
	void readWhenTheirMessageIsCutWithinTheOpenidShowsNothingOfIt() {
		WechatPayApiException ex = fails(401, signError(126, "POST").replace("appid", "oUpF8uMuAJO_M2px"),
				"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "n");
		assertThat(ex.getError().orElseThrow().detail()).asString().contains("1724900000").doesNotContain("oUpF8");
	}

	@Test
	void readWhenTheirMessageIsCutWithinTheUrlShowsNothingOfIt() {
		WechatPayApiException ex = fails(401,
				"{\"code\":\"SIGN_ERROR\",\"detail\":{\"sign_information\":{\"truncated_sign_message\":"
						+ "\"GET\\n/v3/x?openid=oUpF8uMuAJO\"}}}",
				"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
		assertThat(ex.getError().orElseThrow().detail()).asString().contains("GET").doesNotContain("oUpF8");
	}

	@Test
	void readWhenThePayersNameIsTwoChineseCharactersMasksItEverywhere() {
		assertThat(fails(400, "{\"code\":\"PARAM_ERROR\",\"message\":\"the name 王伟 is taken\"}", "oUpF8", "王伟"))
			.hasMessageContaining("the name **** is taken");
	}

	@Test
	void readWhenThePayersNameIsShortLeavesTheErrorReadable() {
		WechatPayApiException ex = fails(400,
				"{\"code\":\"PARAM_ERROR\",\"message\":\"wrong\",\"detail\":{\"field\":\"/openid\",\"value\":\"e\"}}",
				"o", "e");
		assertThat(ex.getError().orElseThrow().field()).contains("/openid");
		assertThat(ex.getError().orElseThrow().detail()).asString().contains("value=****");
	}

	@ParameterizedTest
	@CsvSource({ "400,ahead of", "-400,behind" })
	@Tag("case-7")
	void readWhenSignErrorAndClockDiffersSaysTheClock(long seconds, String word) {
		Instant server = TestPlatform.NOW.minusSeconds(seconds);
		HttpHeaders headers = new DefaultHttpHeaders().set("Date",
				DateTimeFormatter.RFC_1123_DATE_TIME.format(server.atOffset(ZoneOffset.UTC)));
		assertThat(fails(401, headers, signError(349, "POST"), "o", "n"))
			.hasMessageContaining("this host's clock is 400 s " + word + " the server's");
	}

	@ParameterizedTest
	@CsvSource({ "yesterday", "''", "'Sun, 99 Nov 1994 08:49:37 GMT'", "2024-08-29T10:53:20Z" })
	@Tag("case-7")
	void readWhenDateIsUnreadableSaysNothingOfIt(String date) {
		assertThat(fails(401, new DefaultHttpHeaders().set("Date", date), "{}", "o", "n"))
			.hasMessageNotContaining("clock");
	}

	@ParameterizedTest
	@CsvSource({ "08A0F4BFB60610-268435464,268435464", "08A0F4BFB60610-0,0", "1234567,-1", "08A0-x,-1", "08A0-,-1",
			"-5,5", "a-b-7,7", "x-99999999999999999999,-1", "bad id-7,-1" })
	void readWhenRequestIdEndsInANumberTellsIt(String requestId, long number) {
		WechatPayApiException ex = fails(500, new DefaultHttpHeaders().set("Request-Id", requestId), "", "o", "n");
		assertThat(ex.getInternalErrorNumber().orElse(-1)).isEqualTo(number);
		if (requestId.contains(" ")) {
			assertThat(ex.getRequestId()).isEmpty();
			assertThat(ex).hasMessageNotContaining("bad id");
		}
		else {
			assertThat(ex.getRequestId()).contains(requestId);
			assertThat(ex).hasMessageContaining("Request-ID " + requestId);
		}
	}

	@Test
	@Tag("case-25")
	void readWhenErrorTextHoldsControlCharactersPutsItOnOneLine() {
		String hostile = "a\\r\\nforged\\u001b[31m\\u009b31m\\u0085\\u2028\\u202e\\u200b\\u007f" + "x".repeat(5_000);
		WechatPayApiException ex = fails(400, "{\"code\":\"PARAM_ERROR\",\"message\":\"" + hostile
				+ "\",\"detail\":{\"field\":\"" + hostile + "\",\"issue\":\"" + hostile + "\"}}", "o1", "n1");
		assertThat(ex.getMessage()).hasSizeLessThan(1_000).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"code\":5,\"message\":[],\"detail\":null}", "{\"code\":\"a b\\nc\"}", "{\"detail\":[1]}", "{}",
					"[]", "null", "{\"code\":\"" + "X", "{\"detail\":{\"detail\":\"x\",\"field\":7}}",
					"{\"detail\":{\"sign_information\":7}}",
					"{\"detail\":{\"sign_information\":{\"sign_message_length\":\"x\",\"truncated_sign_message\":5}}}",
					"{\"detail\":{\"sign_information\":{\"truncated_sign_message\":\"\"}}}" })
	void readWhenErrorIsOfAnyShapeIsStillTheHttpError(String body) {
		for (int status : new int[] { 201, 202, 301, 400, 401, 418, 429, 500, 501, 599 }) {
			TestMessage signed = TestPlatform.sign(body);
			WechatPayApiException ex = fails(status, headers(signed), body, "o", "n");
			assertThat(ex.getStatus()).isEqualTo(status);
			assertThat(ex.getCode()).isEmpty();
			assertThat(ex.isVerified()).isTrue();
			assertThat(ex.isOutcomeUnknown()).isEqualTo(status < 400 || status >= 500);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 404, 429 })
	void readWhenRefusalIsSomebodyElsesPageHasUnknownOutcome(int status) {
		assertThat(fails(status, "<html>blocked</html>", "o", "n").isOutcomeUnknown()).isTrue();
	}

	private WechatPayApiException fails(int status, String body, String... confidential) {
		return fails(status, new DefaultHttpHeaders(), body, confidential);
	}

	private WechatPayApiException fails(int status, HttpHeaders headers, String body, String... confidential) {
		byte[] sent = Vectors.find("request_signing", "R1").get("body").textValue().getBytes(StandardCharsets.UTF_8);
		ApiRequest request = new ApiRequest("POST", PATH, PATH, PATH, sent, List.of(confidential), false);
		RequestSignature signature = this.merchant.sign("POST", PATH, 1724900000, "5K8264ILTKCH16CQ2502SI8ZNMTM67VS",
				sent);
		return catchThrowableOfType(WechatPayApiException.class, () -> this.reader.read(request, signature,
				new HttpAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8))));
	}

	private static HttpHeaders headers(TestMessage message) {
		HttpHeaders headers = new DefaultHttpHeaders();
		message.headers().forEach(headers::set);
		return headers;
	}

	private static String signError(int length, String method) {
		return "{\"code\":\"SIGN_ERROR\",\"message\":\"x\",\"detail\":{\"sign_information\":{\"sign_message_length\":"
				+ length + ",\"truncated_sign_message\":\"" + method + "\\n" + PATH
				+ "\\n1724900000\\n5K8264ILTKCH16CQ2502SI8ZNMTM67VS\\n{\\\"appid\"}}}";
	}

}
