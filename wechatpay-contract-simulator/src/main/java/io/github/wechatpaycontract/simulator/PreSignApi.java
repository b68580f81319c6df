package io.github.wechatpaycontract.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import static io.github.wechatpaycontract.simulator.Rule.atLeastOne;
import static io.github.wechatpaycontract.simulator.Rule.required;

/**
 * The eight pre-entrust-signs: four modes of merchants, each before the payer enters the
 * signing mini-program or behind a payment.
 */
final class PreSignApi {

	private static final Kind DISPLAY_ACCOUNT = Kind.text(32)
		.and((value) -> !value.isBlank() && value.codePoints().noneMatch(Character::isISOControl),
				"blank or with control characters");

	private static final Rule CONTRACT = Rule.all(required("service_id", Kind.integer(1)),
			required("out_contract_code", Kind.NAME), required("contract_display_account", DISPLAY_ACCOUNT));

	private static final Rule DIRECT = CONTRACT.and(required("appid", Kind.NAME), required("openid", Kind.OPENID));

	private static final Rule SERVICE_PROVIDER = CONTRACT.and(required("sp_appid", Kind.NAME),
			required("sub_mchid", Kind.NAME), required("sub_appid", Kind.NAME), atLeastOne("sp_openid", "sub_openid"),
			Rule.optional("sp_openid", Kind.OPENID), Rule.optional("sub_openid", Kind.OPENID));

	private static final Rule CLEARING_INSTITUTION = CONTRACT.and(required("appid", Kind.NAME),
			required("sub_mchid", Kind.NAME), required("sub_appid", Kind.NAME), atLeastOne("openid", "sub_openid"),
			Rule.optional("openid", Kind.OPENID), Rule.optional("sub_openid", Kind.OPENID));

	private static final Rule PREPAY = required("prepay_id", Kind.text(64));

	private final Sessions sessions;

	private final Orders orders;

	private final boolean anyPrepayIdAllowed;

	private final Rule notifyUrl;

	PreSignApi(Sessions sessions, Orders orders, boolean anyPrepayIdAllowed, NotifyUrls notifyUrls) {
		this.sessions = sessions;
		this.orders = orders;
		this.anyPrepayIdAllowed = anyPrepayIdAllowed;
		this.notifyUrl = required("notify_url", Kind.url(256, notifyUrls));
	}

	List<Route> routes() {
		List<Route> routes = new ArrayList<>();
		for (MerchantMode mode : MerchantMode.values()) {
			for (SignScene scene : SignScene.values()) {
				routes.add(Route.of("POST", "/v3/password-exempt-contract/contracts/%s/pre-entrust-sign/%s"
					.formatted(mode.segment(), scene.segment()), (call) -> open(call, mode, scene)));
			}
		}
		return routes;
	}

	private Map<String, Object> open(Call call, MerchantMode mode, SignScene scene) throws Refusal {
		SignRequest request = read(call, mode, scene);
		SimulatedSession session = this.sessions.open(request);
		Map<String, Object> answer = new LinkedHashMap<>();
		if (session.preEntrustwebId() != null) {
			answer.put("pre_entrustweb_id", session.preEntrustwebId());
		}
		answer.put("mchid", request.mchid());
		if (mode == MerchantMode.SERVICE_PROVIDER && request.subMchid() != null) {
			answer.put("sub_mchid", request.subMchid());
		}
		answer.put("service_id", request.serviceId());
		answer.put("out_contract_code", request.outContractCode());
		if (scene == SignScene.MINI_PROGRAM) {
			answer.put("sign_mp_appid", "wxbd687630cd02ce1d");
			answer.put("sign_mp_path", "pages/PwdExemptContract/index");
		}
		return answer;
	}

	private SignRequest read(Call call, MerchantMode mode, SignScene scene) throws Refusal {
		Rule fields = switch (mode) {
			case NORMAL, ECOMMERCE -> DIRECT;
			case SERVICE_PROVIDER -> SERVICE_PROVIDER;
			case CLEARING_INSTITUTION -> CLEARING_INSTITUTION;
		};
		Rule rule = fields.and(this.notifyUrl);
		JsonNode body = call.body((scene == SignScene.PAY_REDIRECT) ? rule.and(PREPAY) : rule);
		String prefix = (mode == MerchantMode.SERVICE_PROVIDER) ? "sp_" : "";
		String appid = body.path(prefix + "appid").asText();
		if (!appid.equals(call.merchant().appid())) {
			throw Refusal.parameter("/" + prefix + "appid", appid, "not bound to the merchant number");
		}
		boolean partner = mode.hasSubMerchant();
		SignRequest request = new SignRequest(call.account().mchid(), mode, scene, appid,
				body.path(prefix + "openid").textValue(), partner ? body.path("sub_mchid").textValue() : null,
				partner ? body.path("sub_appid").textValue() : null,
				partner ? body.path("sub_openid").textValue() : null,
				call.ownService(body.path("service_id").asLong(), "/service_id", "body"),
				body.path("out_contract_code").asText(), body.path("notify_url").asText(),
				body.path("contract_display_account").asText(),
				(scene == SignScene.PAY_REDIRECT) ? body.path("prepay_id").textValue() : null);
		checkPrepayId(request);
		return request;
	}

	private void checkPrepayId(SignRequest request) throws Refusal {
		String prepayId = request.prepayId();
		if (prepayId != null && !this.anyPrepayIdAllowed
				&& !this.orders.isPayable(prepayId, request.mchid(), request.payer())) {
			throw Refusal.parameter("/prepay_id", prepayId,
					"not of an order of this merchant, appid and payer in the last two hours");
		}
	}

}
