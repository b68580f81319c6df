package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PreEntrustSignTests {

	private static final ObjectMapper JSON = new ObjectMapper();

	@RegisterExtension
	static final SimulatorExtension extension = new SimulatorExtension();

	private WechatPaySimulator simulator;

	private MerchantClient client;

	@BeforeEach
	void prepare() {
		this.simulator = extension.simulator();
		this.client = new MerchantClient(this.simulator);
	}

	@Test
	void openAnswersTheDocumentedShapeSigned() {
		MerchantClient.Answered answer = this.client.open("code1");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().properties()).extracting(Map.Entry::getKey)
			.containsExactly("pre_entrustweb_id", "mchid", "service_id", "out_contract_code", "sign_mp_appid",
					"sign_mp_path");
		assertThat(answer.json().get("service_id").isIntegralNumber()).isTrue();
		assertThat(answer.at("/sign_mp_appid")).isEqualTo("wxbd687630cd02ce1d");
		assertThat(this.client.verifies(answer.headers(), answer.body())).isTrue();
		assertThat(answer.headers().first("Wechatpay-Signature-Type")).hasValue("WECHATPAY2-SHA256-RSA2048");
		assertThat(answer.headers().first("Request-ID").orElse("")).endsWith("-0");
		assertThat(this.simulator.session("code1")).get().satisfies((session) -> {
			assertThat(session.state()).isEqualTo(SessionState.OPEN);
			assertThat(session.preEntrustwebId()).isEqualTo(answer.at("/pre_entrustweb_id"));
			assertThat(session.toString()).doesNotContain(session.openid());
		});
	}

	@Test
	void openWhenRepeatedAnswersTheSameSession() {
		String first = this.client.open("code1").at("/pre_entrustweb_id");
		assertThat(this.client.open("code1").at("/pre_entrustweb_id")).isEqualTo(first);
		assertThat(this.client.open("code2").at("/pre_entrustweb_id")).isNotEqualTo(first);
		this.simulator.abandon("code1");
		assertThat(this.client.open("code1").at("/pre_entrustweb_id")).isEqualTo(first);
		assertThat(this.simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.OPEN);
	}

	@Test
	void openWhenRepeatedWithOtherParametersIsParamError() {
		this.client.open("code1");
		Map<String, Object> body = this.client.body("code1");
		body.put("openid", "another");
		assertRefused(this.client.post(body), 400, "PARAM_ERROR", "/out_contract_code");
	}

	@Test
	void openWhenCodeIsUsedIsInvalidRequest() {
		this.client.open("code1");
		this.simulator.confirm("code1");
		assertRefused(this.client.open("code1"), 400, "INVALID_REQUEST", "/out_contract_code");
	}

	static Stream<Arguments> wrongValues() {
		return Stream.of(arguments("appid", "wx\u4e00"), arguments("appid", ""), arguments("appid", "x".repeat(33)),
				arguments("appid", "wxanother"), arguments("appid", 7), arguments("appid", null),
				arguments("service_id", "12535"), arguments("service_id", 12535.0), arguments("service_id", -1),
				arguments("service_id", null), arguments("service_id", true), arguments("out_contract_code", "a-b"),
				arguments("out_contract_code", "a_b"), arguments("out_contract_code", ""),
				arguments("out_contract_code", "x".repeat(33)), arguments("out_contract_code", 1),
				arguments("notify_url", "http://yourapp.com/notify"),
				arguments("notify_url", "https://10.0.0.5/notify"),
				arguments("notify_url", "https://yourapp.com/notify?a=b"),
				arguments("notify_url", "https://yourapp.com"), arguments("notify_url", "https://a@yourapp.com/x"),
				arguments("notify_url", "https://yourapp.com/#x"), arguments("notify_url", "notify"),
				arguments("notify_url", " https://yourapp.com/notify"),
				arguments("notify_url", "https://yourapp.com/" + "x".repeat(256)),
				arguments("contract_display_account", ""), arguments("contract_display_account", "  "),
				arguments("contract_display_account", "\u5fae".repeat(33)),
				arguments("contract_display_account", "smile \ud83d\ude00"),
				arguments("contract_display_account", "a\nb"), arguments("openid", ""),
				arguments("openid", "o".repeat(129)), arguments("openid", "o p"), arguments("unknown", null));
	}

	@ParameterizedTest(name = "{0}={1}")
	@MethodSource("wrongValues")
	void openWhenValueIsWrongIsParamErrorThatNamesIt(String field, Object value) {
		Map<String, Object> body = this.client.body("code1");
		body.put(field, value);
		assertRefused(this.client.post(body), 400, "PARAM_ERROR", "/" + field);
		assertThat(this.simulator.sessions()).isEmpty();
	}

	@Test
	void openWhenNotifyUrlIsOfThisHostWithTlsAnswers() {
		assertThat(this.client.open("code1", URI.create("https://localhost:8443/notify")).status()).isEqualTo(200);
	}

	@Test
	void openWhenNotifyUrlIsPrivateAnswersWhereNotificationsMayLeave() {
		URI url = URI.create("https://10.0.0.5/notify");
		try (WechatPaySimulator remote = WechatPaySimulator.builder().remoteTargetsAllowed(true).start()) {
			assertThat(new MerchantClient(remote).open("code1", url).status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "appid", "service_id", "out_contract_code", "notify_url", "contract_display_account",
			"openid" })
	void openWhenMemberIsMissingIsParamErrorThatNamesIt(String field) {
		Map<String, Object> body = this.client.body("code1");
		body.remove(field);
		assertRefused(this.client.post(body), 400, "PARAM_ERROR", "/" + field);
	}

	@Test
	void openWhenServiceIsNotTheMerchantsIsNoAuth() {
		Map<String, Object> body = this.client.body("code1");
		body.put("service_id", 12536);
		assertRefused(this.client.post(body), 403, "NO_AUTH", "/service_id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "\"x\"", "{", "{} {}", "{\"appid\":\"a\",\"appid\":\"a\"}" })
	void openWhenBodyIsNotOneObjectIsParamError(String body) {
		assertRefused(this.client.post(body.getBytes(StandardCharsets.UTF_8)), 400, "PARAM_ERROR", "/");
	}

	@Test
	void openWhenCharacterOfFourBytesIsEscapedIsParamError() throws IOException {
		String body = JSON.writeValueAsString(this.client.body("code1")).replace("微信", "\\ud83d\\ude00");
		assertRefused(this.client.post(body.getBytes(StandardCharsets.UTF_8)), 400, "PARAM_ERROR",
				"/contract_display_account");
	}

	@Test
	void openWhenMembersAreUnknownIgnoresThem() {
		Map<String, Object> body = this.client.body("code1");
		body.put("unknown", Map.of("a", 1));
		assertThat(this.client.post(body).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "Accept,text/html", "Content-Type,text/plain", "User-Agent,''", "Wechatpay-Serial,ABCDEF" })
	void openWhenHeaderIsWrongIsParamErrorThatNamesIt(String name, String value) throws IOException {
		byte[] body = JSON.writeValueAsBytes(this.client.body("code1"));
		MerchantClient.Answered answer = MerchantClient
			.send(this.client.request("POST", MerchantClient.MINI_PROGRAM, body).setHeader(name, value).build());
		assertRefused(answer, 400, "PARAM_ERROR", name);
	}

	@Test
	void openWhenPathIsAlmostRightIsNotFound() throws IOException {
		byte[] body = JSON.writeValueAsBytes(this.client.body("code1"));
		for (String uri : new String[] { MerchantClient.MINI_PROGRAM + "/", MerchantClient.MINI_PROGRAM + "?a=b" }) {
			assertThat(MerchantClient.send(this.client.request("POST", uri, body).build()).status()).isEqualTo(404);
		}
		assertThat(MerchantClient.send(this.client.request("PUT", MerchantClient.MINI_PROGRAM, body).build()).status())
			.isEqualTo(404);
	}

	@Test
	void openWhenBodyIsLargerThanOneMegabyteIsRefusedUnread() {
		byte[] body = new byte[1024 * 1024 + 1];
		Arrays.fill(body, (byte) ' ');
		assertThat(this.client.post(body).status()).isEqualTo(413);
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void requestsShowWhatCameInWithoutItsBodyAsText() {
		this.client.open("code1");
		ObjectNode sent = JSON.valueToTree(this.client.body("code1"));
		assertThat(this.simulator.requests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.rawUri()).isEqualTo(MerchantClient.MINI_PROGRAM);
			assertThat(request.headers().asMap()).containsKey("accept").containsKey("AUTHORIZATION");
			assertThat(request.bodyText()).isEqualTo(sent.toString());
			assertThat(request.toString()).doesNotContain("openid", "oUpF8u");
		});
	}

	private void assertRefused(MerchantClient.Answered answer, int status, String code, String field) {
		assertThat(answer.status()).as(() -> new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(status);
		assertThat(answer.at("/code")).isEqualTo(code);
		assertThat(answer.at("/detail/field")).isEqualTo(field);
		assertThat(answer.at("/detail/issue")).isNotEmpty();
		assertThat(this.client.verifies(answer.headers(), answer.body())).isTrue();
		assertThat(answer.headers().first("Request-ID").orElse("")).doesNotEndWith("-0");
	}

}
