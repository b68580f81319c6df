package io.github.wechatpaycontract.simulator;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import static io.github.wechatpaycontract.simulator.Rule.optional;
import static io.github.wechatpaycontract.simulator.Rule.required;

/**
 * Orders: with a contract, and the plain ones that a contract can be signed behind.
 */
final class OrderApi {

	private static final String CONTRACT_ID = "/contract_info/password_free_contract_id";

	private static final Kind TEXT = Kind.text(256);

	private static final Kind NUMBER = Kind.text(6, 32)
		.and((value) -> value.matches("[0-9A-Za-z_*-]+"), "letters, digits, _, - and * only");

	private static final Kind AMOUNT = Kind.object(required("total", Kind.integer(1)),
			optional("currency", Kind.text(16).and("CNY"::equals, "not CNY")));

	private static final Kind GOODS = Kind.object(required("merchant_goods_id", TEXT),
			optional("wechatpay_goods_id", TEXT), optional("goods_name", TEXT), required("quantity", Kind.integer(1)),
			required("unit_price", Kind.integer(0)));

	private static final Kind DETAIL = Kind
		.object(optional("cost_price", Kind.integer(0)), optional("invoice_id", TEXT),
				optional("goods_detail", Kind.list(GOODS)))
		.bytes(6144);

	private static final Kind STORE = Kind.object(optional("id", TEXT), optional("name", TEXT),
			optional("area_code", TEXT), optional("address", Kind.text(512)));

	private static final Kind SCENE = Kind.object(required("payer_client_ip", Kind.text(45)),
			optional("device_id", TEXT), optional("store_info", STORE));

	private static final Rule ORDER = Rule.all(required("description", Kind.text(127)),
			required("out_trade_no", NUMBER), optional("time_expire", Kind.TIME), optional("attach", Kind.text(128)),
			optional("goods_tag", Kind.text(32)), optional("support_fapiao", Kind.FLAG), required("amount", AMOUNT),
			optional("detail", DETAIL), optional("scene_info", SCENE),
			optional("settle_info", Kind.object(optional("profit_sharing", Kind.FLAG))));

	private static final Rule DIRECT = ORDER.and(required("appid", Kind.NAME), required("mchid", Kind.NAME),
			required("payer", Kind.object(required("openid", Kind.OPENID))));

	private static final Rule PARTNER = ORDER
		.and(required("sp_appid", Kind.NAME), required("sp_mchid", Kind.NAME), optional("sub_appid", Kind.NAME),
				required("sub_mchid", Kind.NAME),
				required("payer", Kind.object(Rule.atLeastOne("sp_openid", "sub_openid"),
						optional("sp_openid", Kind.OPENID), optional("sub_openid", Kind.OPENID))),
				OrderApi::checkSubAppid);

	private static final Rule WITH_CONTRACT = required("contract_info",
			Kind.object(required("password_free_contract_id", Kind.text(32))));

	private final Sessions sessions;

	private final Orders orders;

	private final Rule notifyUrl;

	OrderApi(Sessions sessions, Orders orders, NotifyUrls notifyUrls) {
		this.sessions = sessions;
		this.orders = orders;
		this.notifyUrl = required("notify_url", Kind.url(255, notifyUrls));
	}

	List<Route> routes() {
		return List.of(Route.of("POST", "/v3/pay/transactions/jsapi-with-contract", (call) -> order(call, "", true)),
				Route.of("POST", "/v3/pay/partner/transactions/jsapi-with-contract",
						(call) -> order(call, "sp_", true)),
				Route.of("POST", "/v3/pay/transactions/jsapi", (call) -> order(call, "", false)),
				Route.of("POST", "/v3/pay/partner/transactions/jsapi", (call) -> order(call, "sp_", false)));
	}

	private Map<String, Object> order(Call call, String prefix, boolean withContract) throws Refusal {
		Rule rule = (prefix.isEmpty() ? DIRECT : PARTNER).and(this.notifyUrl);
		JsonNode body = call.body(withContract ? rule.and(WITH_CONTRACT) : rule);
		expect(body, prefix + "mchid", call.account().mchid(), "not the merchant who calls");
		expect(body, prefix + "appid", call.merchant().appid(), "not bound to the merchant number");
		Payer payer = new Payer(call.merchant().appid(), body.path("payer").path(prefix + "openid").textValue(),
				prefix.isEmpty() ? null : body.path("sub_mchid").textValue(),
				prefix.isEmpty() ? null : body.path("sub_appid").textValue(),
				prefix.isEmpty() ? null : body.path("payer").path("sub_openid").textValue());
		String contractId = withContract ? signedContract(call, payer, body) : null;
		return Map.of("prepay_id", this.orders.place(call.account(), payer, body, contractId).prepayId());
	}

	/**
	 * A contract is for the payer who signed it; how WeChat Pay refuses another one is
	 * not documented.
	 */
	private @Nullable String signedContract(Call call, Payer payer, JsonNode body) throws Refusal {
		String contractId = body.at(CONTRACT_ID).asText();
		SimulatedSession contract = this.sessions.findContract(contractId)
			.filter((found) -> found.mchid().equals(call.account().mchid()))
			.filter((found) -> found.state() == SessionState.SIGNED)
			.orElseThrow(() -> Refusal.of(400, "INVALID_REQUEST", "协议不是生效状态", CONTRACT_ID, contractId,
					"not a contract of the merchant in force", "body"));
		if (!contract.request().payer().fits(payer)) {
			throw Refusal.of(400, "INVALID_REQUEST", "协议与支付者不匹配", CONTRACT_ID, contractId,
					"signed by another payer, or for another sub-merchant", "body");
		}
		return contract.contractId();
	}

	private static void expect(JsonNode body, String name, String value, String issue) throws Refusal {
		if (!body.path(name).asText().equals(value)) {
			throw Refusal.parameter("/" + name, body.path(name), issue);
		}
	}

	private static void checkSubAppid(JsonNode body, String pointer) throws Refusal {
		if (body.path("payer").has("sub_openid") && !body.has("sub_appid")) {
			throw Refusal.parameter(pointer + "/sub_appid", "", "missing, payer.sub_openid needs it");
		}
	}

}
