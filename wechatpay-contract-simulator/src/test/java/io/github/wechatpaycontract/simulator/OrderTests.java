package io.github.wechatpaycontract.simulator;

import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OrderTests {

	private static final String CONTRACT_ID = "/contract_info/password_free_contract_id";

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension.with((builder) -> builder.resendDelays());

	private WechatPaySimulator simulator;

	private MerchantClient client;

	@BeforeEach
	void prepare() {
		this.simulator = extension.simulator();
		this.client = new MerchantClient(this.simulator);
		this.client.open("code1");
		this.simulator.confirm("code1");
	}

	private ObjectNode request(String id) {
		ObjectNode request = Examples.request(id);
		request.put(request.has("mchid") ? "mchid" : "sp_mchid", this.simulator.merchant().mchid());
		request.putObject("contract_info")
			.put("password_free_contract_id", this.simulator.session("code1").orElseThrow().contractId());
		return request;
	}

	private MerchantClient.Answered post(String id, JsonNode request) {
		return this.client.post(Examples.uri(id), request);
	}

	private void assertRefused(MerchantClient.Answered answer, String code, String field) {
		assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(400);
		assertThat(answer.at("/code")).isEqualTo(code);
		assertThat(answer.at("/detail/field")).isEqualTo(field);
		assertThat(this.client.verifies(answer.headers(), answer.body())).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "E11", "E12" })
	void orderWhenRepeatedAnswersTheSamePrepayId(String id) {
		String first = post(id, request(id)).at("/prepay_id");
		assertThat(first).isNotEmpty();
		assertThat(post(id, request(id)).at("/prepay_id")).isEqualTo(first);
		assertRefused(post(id, request(id).put("description", "another")), "INVALID_REQUEST", "/out_trade_no");
		assertThat(post(id, request(id).put("out_trade_no", "another")).at("/prepay_id")).isNotEqualTo(first);
		assertThat(this.simulator.orders()).hasSize(2).first().satisfies((order) -> {
			assertThat(order.prepayId()).isEqualTo(first);
			assertThat(order.total()).isEqualTo(100);
			assertThat(order.contractId()).isEqualTo(this.simulator.session("code1").orElseThrow().contractId());
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "E11", "E12" })
	void orderWhenContractIsNotInForceIsInvalidRequest(String id) {
		ObjectNode unknown = request(id);
		unknown.putObject("contract_info").put("password_free_contract_id", "123124412412423431");
		assertRefused(post(id, unknown), "INVALID_REQUEST", CONTRACT_ID);
		ObjectNode request = request(id);
		this.simulator.terminateByPayer("code1");
		assertRefused(post(id, request), "INVALID_REQUEST", CONTRACT_ID);
		assertThat(this.simulator.orders()).isEmpty();
	}

	@Test
	void orderWhenContractIsOfAnotherPayerIsInvalidRequest() {
		ObjectNode order = request("E11");
		order.putObject("payer").put("openid", "oAnother");
		assertRefused(post("E11", order), "INVALID_REQUEST", CONTRACT_ID);
		assertThat(this.simulator.orders()).isEmpty();
		assertThat(post("E11", request("E11")).status()).isEqualTo(200);
	}

	@Test
	void partnerOrderWhenContractIsOfAnotherPayerOrSubMerchantIsInvalidRequest() {
		ObjectNode signing = Examples.request("E3").put("out_contract_code", "code2");
		assertThat(post("E3", signing).status()).isEqualTo(200);
		this.simulator.confirm("code2");
		ObjectNode order = request("E12").put("sub_mchid", signing.get("sub_mchid").asText())
			.put("sub_appid", signing.get("sub_appid").asText());
		order.putObject("payer").put("sp_openid", signing.get("sp_openid").asText());
		order.putObject("contract_info")
			.put("password_free_contract_id", this.simulator.session("code2").orElseThrow().contractId());
		assertThat(post("E12", order).status()).isEqualTo(200);
		for (String name : new String[] { "sub_mchid", "sub_appid" }) {
			ObjectNode other = order.deepCopy().put("out_trade_no", "another").put(name, "another");
			assertRefused(post("E12", other), "INVALID_REQUEST", CONTRACT_ID);
		}
		ObjectNode other = order.deepCopy().put("out_trade_no", "another");
		other.putObject("payer").put("sp_openid", "oAnother");
		assertRefused(post("E12", other), "INVALID_REQUEST", CONTRACT_ID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "E11", "E12" })
	void orderWhenRequiredMemberIsMissingNamesIt(String id) {
		for (String name : Examples.members(request(id))) {
			if (!(id.equals("E12") && name.equals("sub_appid"))) {
				assertRefused(post(id, request(id).without(name)), "PARAM_ERROR", "/" + name);
			}
			assertRefused(post(id, request(id).put(name, false)), "PARAM_ERROR", "/" + name);
		}
	}

	static Stream<Arguments> wrongValues() {
		return Stream.of(wrong("/description", (order) -> order.put("description", "x".repeat(128))),
				wrong("/out_trade_no", (order) -> order.put("out_trade_no", "12345")),
				wrong("/out_trade_no", (order) -> order.put("out_trade_no", "x".repeat(33))),
				wrong("/out_trade_no", (order) -> order.put("out_trade_no", "123456!")),
				wrong("/notify_url", (order) -> order.put("notify_url", "https://yourapp.com/x?a=b")),
				wrong("/notify_url", (order) -> order.put("notify_url", "https://yourapp.com/" + "x".repeat(236))),
				wrong("/time_expire", (order) -> order.put("time_expire", "tomorrow")),
				wrong("/attach", (order) -> order.put("attach", "x".repeat(129))),
				wrong("/goods_tag", (order) -> order.put("goods_tag", "x".repeat(33))),
				wrong("/support_fapiao", (order) -> order.put("support_fapiao", "true")),
				wrong("/amount/total", (order) -> order.putObject("amount").put("total", 0)),
				wrong("/amount/total", (order) -> order.putObject("amount").put("total", 1.5)),
				wrong("/amount/currency", (order) -> order.putObject("amount").put("total", 1).put("currency", "USD")),
				wrong("/mchid", (order) -> order.put("mchid", "1900000110")),
				wrong("/appid", (order) -> order.put("appid", "wxanother")),
				wrong("/payer/openid", (order) -> order.putObject("payer")),
				wrong(CONTRACT_ID, (order) -> order.putObject("contract_info")),
				wrong("/detail/goods_detail/1/quantity", (order) -> {
					var goods = order.putObject("detail").putArray("goods_detail");
					goods.addObject().put("merchant_goods_id", "a").put("quantity", 1).put("unit_price", 0);
					goods.addObject().put("merchant_goods_id", "a").put("quantity", 0).put("unit_price", 0);
				}), wrong("/detail", (order) -> order.putObject("detail").put("other", "微".repeat(2048))),
				wrong("/scene_info/payer_client_ip", (order) -> order.putObject("scene_info")),
				wrong("/settle_info/profit_sharing",
						(order) -> order.putObject("settle_info").put("profit_sharing", 1)));
	}

	private static Arguments wrong(String field, Consumer<ObjectNode> change) {
		return arguments(field, change);
	}

	@ParameterizedTest(name = "{index} {0}")
	@MethodSource("wrongValues")
	void orderWhenValueIsWrongNamesIt(String field, Consumer<ObjectNode> change) {
		ObjectNode order = request("E11");
		change.accept(order);
		assertRefused(post("E11", order), "PARAM_ERROR", field);
	}

	@Test
	void orderWithEveryOptionalMemberIsTaken() {
		ObjectNode order = request("E11").put("time_expire", "2030-06-08T10:34:56+08:00")
			.put("attach", "x")
			.put("goods_tag", "WXG")
			.put("support_fapiao", true);
		order.putObject("detail")
			.put("cost_price", 608800)
			.put("invoice_id", "123")
			.putArray("goods_detail")
			.addObject()
			.put("merchant_goods_id", "1246464644")
			.put("wechatpay_goods_id", "1001")
			.put("goods_name", "iPhone")
			.put("quantity", 1)
			.put("unit_price", 528800);
		order.putObject("scene_info")
			.put("payer_client_ip", "14.23.150.211")
			.put("device_id", "013467007045764")
			.putObject("store_info")
			.put("id", "0001");
		order.putObject("settle_info").put("profit_sharing", false);
		assertThat(post("E11", order).status()).isEqualTo(200);
	}

	@Test
	void partnerOrderNeedsOneOpenidAndTheAppidOfTheSubMerchantsOne() {
		ObjectNode none = request("E12");
		none.putObject("payer");
		assertRefused(post("E12", none), "PARAM_ERROR", "/payer/sp_openid");
		assertRefused(post("E12", request("E12").without("sub_appid")), "PARAM_ERROR", "/sub_appid");
		ObjectNode caller = request("E12").without("sub_appid");
		caller.putObject("payer").put("sp_openid", this.simulator.session("code1").orElseThrow().openid());
		assertThat(post("E12", caller).status()).isEqualTo(200);
		assertThat(post("E12", request("E12").put("sub_mchid", "1900000111")).status()).isEqualTo(200);
		assertThat(this.simulator.orders()).extracting(SimulatedOrder::subMchid)
			.containsExactly("1900000110", "1900000111");
	}

	@Test
	void plainOrderNeedsNoContract() {
		for (String id : new String[] { "E11", "E12" }) {
			String uri = Examples.uri(id).replace("-with-contract", "");
			ObjectNode order = request(id).without("contract_info");
			assertThat(this.client.post(uri, order).at("/prepay_id")).startsWith("wx");
		}
		assertThat(this.simulator.orders()).hasSize(2).allMatch((order) -> order.contractId() == null);
	}

}
