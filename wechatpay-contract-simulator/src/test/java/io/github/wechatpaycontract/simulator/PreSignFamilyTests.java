package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Field rules of the eight pre-entrust-signs, as the documentation tabulates them.
 */
class PreSignFamilyTests {

	private static final Map<String, Integer> LENGTHS = Map.ofEntries(Map.entry("appid", 32), Map.entry("sp_appid", 32),
			Map.entry("sub_appid", 32), Map.entry("sub_mchid", 32), Map.entry("out_contract_code", 32),
			Map.entry("contract_display_account", 32), Map.entry("openid", 128), Map.entry("sp_openid", 128),
			Map.entry("sub_openid", 128), Map.entry("prepay_id", 64), Map.entry("notify_url", 256));

	private static final List<List<String>> EITHER = List.of(List.of("sp_openid", "sub_openid"),
			List.of("openid", "sub_openid"));

	private final MutableClock clock = new MutableClock();

	@RegisterExtension
	final SimulatorExtension extension = SimulatorExtension.with((builder) -> builder.clock(this.clock).resendDelays());

	private WechatPaySimulator simulator;

	private MerchantClient client;

	@BeforeEach
	void prepare() {
		this.simulator = this.extension.simulator();
		this.client = new MerchantClient(this.simulator.baseUrl(), this.simulator.merchant(), this.clock);
	}

	/**
	 * The example, with a prepay_id that was issued.
	 */
	private ObjectNode request(String id) {
		ObjectNode request = Examples.request(id);
		if (request.has("prepay_id")) {
			request.put("prepay_id", this.simulator.issuePrepayId());
		}
		return request;
	}

	private MerchantClient.Answered post(String id, JsonNode request) {
		return this.client.post(Examples.uri(id), request);
	}

	private void assertParamError(MerchantClient.Answered answer, String field) {
		assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(400);
		assertThat(answer.at("/code")).isEqualTo("PARAM_ERROR");
		assertThat(answer.at("/detail/field")).isEqualTo("/" + field);
		assertThat(answer.at("/detail/issue")).isNotEmpty();
		assertThat(answer.at("/detail/location")).isEqualTo("body");
		assertThat(this.client.verifies(answer.headers(), answer.body())).isTrue();
		assertThat(this.simulator.sessions()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("io.github.wechatpaycontract.simulator.Examples#preSigns")
	void openWhenAnyMemberIsMissingOrWrongNamesIt(String id) {
		for (String name : Examples.members(request(id))) {
			ObjectNode missing = request(id).without(name);
			String named = name.equals("sub_openid") ? id.equals("E4") ? "sp_openid" : "openid" : name;
			assertParamError(post(id, missing), named);
			assertParamError(post(id, request(id).put(name, true)), name);
			assertParamError(post(id, request(id).putNull(name)), name);
			if (!name.equals("service_id")) {
				assertParamError(post(id, request(id).put(name, "")), name);
				int length = LENGTHS.get(name);
				String longest = name.equals("notify_url") ? "https://yourapp.com/" : "";
				assertParamError(post(id, request(id).put(name, longest + "x".repeat(length + 1 - longest.length()))),
						name);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.wechatpaycontract.simulator.Examples#preSigns")
	void openWhenValuesAreAsLongAsAllowedAnswers(String id) {
		ObjectNode request = request(id);
		request.put("out_contract_code", "x".repeat(32));
		request.put("contract_display_account", "微".repeat(32));
		request.put("notify_url", "https://yourapp.com/" + "x".repeat(236));
		for (String name : List.of("openid", "sp_openid", "sub_openid")) {
			if (request.has(name)) {
				request.put(name, "o".repeat(128));
			}
		}
		for (String name : List.of("sub_mchid", "sub_appid")) {
			if (request.has(name)) {
				request.put(name, "9".repeat(32));
			}
		}
		assertThat(post(id, request).status()).isEqualTo(200);
	}

	static Stream<Arguments> partners() {
		return Stream.of("E3", "E4", "E7", "E8").map((id) -> arguments(id, (id.compareTo("E5") < 0) ? 0 : 1));
	}

	@ParameterizedTest
	@MethodSource("partners")
	void openTakesEitherOpenidOrBothButNotNone(String id, int either) {
		List<String> names = EITHER.get(either);
		ObjectNode none = request(id).without(names);
		assertParamError(post(id, none), names.get(0));
		for (int i = 0; i < 3; i++) {
			ObjectNode request = none.deepCopy().put("out_contract_code", "code" + i);
			if (i != 1) {
				request.put(names.get(0), "oCaller");
			}
			if (i != 0) {
				request.put(names.get(1), "oSub");
			}
			assertThat(post(id, request).status()).isEqualTo(200);
			SignRequest kept = this.simulator.session("code" + i).orElseThrow().request();
			assertThat(kept.openid()).isEqualTo((i != 1) ? "oCaller" : null);
			assertThat(kept.subOpenid()).isEqualTo((i != 0) ? "oSub" : null);
			assertThat(kept.toString()).doesNotContain("oCaller", "oSub");
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.wechatpaycontract.simulator.Examples#preSignsBehindAPayment")
	void openWhenPrepayIdIsNotOursIsParamError(String id) {
		assertParamError(post(id, Examples.request(id)), "prepay_id");
		ObjectNode request = request(id);
		this.clock.advance(Duration.ofHours(2));
		assertParamError(post(id, request), "prepay_id");
	}

	@Test
	void openWhenPrepayIdIsOfAnotherPayerIsParamError() {
		ObjectNode order = Examples.request("E11").without("contract_info");
		order.put("mchid", this.simulator.merchant().mchid());
		String prepayId = this.client.post("/v3/pay/transactions/jsapi", order).at("/prepay_id");
		ObjectNode request = Examples.request("E2").put("prepay_id", prepayId);
		assertParamError(post("E2", request.deepCopy().put("openid", "another")), "prepay_id");
		assertThat(post("E2", request).status()).isEqualTo(200);
		assertThat(this.simulator.sessions()).singleElement().satisfies((session) -> {
			assertThat(session.request().scene()).isEqualTo(SignScene.PAY_REDIRECT);
			assertThat(session.request().prepayId()).isEqualTo(prepayId);
			assertThat(session.preEntrustwebId()).isNull();
		});
	}

	@ParameterizedTest
	@CsvSource({ "sub_mchid", "sub_appid", "sub_openid" })
	void openWhenPrepayIdIsOfAnotherPayerOfThePartnerIsParamError(String field) {
		ObjectNode order = Examples.request("E12").without("contract_info");
		order.put("sp_mchid", this.simulator.merchant().mchid());
		String prepayId = this.client.post("/v3/pay/partner/transactions/jsapi", order).at("/prepay_id");
		ObjectNode request = Examples.request("E4").put("prepay_id", prepayId);
		request.setAll((ObjectNode) order.get("payer"));
		for (String name : List.of("sub_mchid", "sub_appid")) {
			request.set(name, order.get(name));
		}
		assertParamError(post("E4", request.deepCopy().put(field, "another")), "prepay_id");
		assertThat(post("E4", request).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "E1,appid", "E3,sp_appid", "E5,appid", "E7,appid" })
	void openWhenAppidIsNotTheMerchantsIsParamError(String id, String field) {
		assertParamError(post(id, request(id).put(field, "wxanother")), field);
	}

	@ParameterizedTest
	@MethodSource("io.github.wechatpaycontract.simulator.Examples#preSigns")
	void openWhenServiceIsNotTheMerchantsIsNoAuth(String id) {
		MerchantClient.Answered answer = post(id, request(id).put("service_id", 12536));
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.at("/code")).isEqualTo("NO_AUTH");
	}

	@Test
	void openWhenCodeIsOpenInAnotherModeIsParamError() {
		assertThat(post("E1", request("E1")).status()).isEqualTo(200);
		assertThat(post("E1", request("E1")).status()).isEqualTo(200);
		assertThat(post("E5", request("E5")).at("/detail/field")).isEqualTo("/out_contract_code");
		assertThat(post("E2", request("E2")).at("/detail/field")).isEqualTo("/out_contract_code");
	}

	@ParameterizedTest
	@MethodSource("io.github.wechatpaycontract.simulator.Examples#preSigns")
	void confirmNotifiesWithTheMembersOfTheMode(String id) throws Exception {
		try (MerchantServer merchant = new MerchantServer()) {
			post(id, request(id).put("notify_url", merchant.url().toString()));
			this.simulator.confirm("wxwtdk20200910100000").get(10, TimeUnit.SECONDS);
			JsonNode resource = new ObjectMapper().readTree(this.client.decrypt(merchant.take().body()));
			boolean partner = List.of("E3", "E4", "E7", "E8").contains(id);
			assertThat(Examples.members(resource))
				.contains("contract_id", "service_id", "out_contract_code", "contract_display_account",
						"contract_state", "contract_signed_time")
				.contains(partner ? new String[] { "sp_mchid", "sp_appid", "sub_mchid", "sub_appid" }
						: new String[] { "mchid", "appid", "openid" })
				.doesNotContain(partner ? "mchid" : "sp_mchid", "contract_terminate_info");
			assertThat(resource.has("sub_openid")).isEqualTo(List.of("E4", "E7").contains(id));
			assertThat(resource.has("sp_openid")).isEqualTo(List.of("E3", "E8").contains(id));
		}
	}

}
