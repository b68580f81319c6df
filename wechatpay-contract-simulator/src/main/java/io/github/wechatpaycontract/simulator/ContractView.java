package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A contract as WeChat Pay writes it: in the answer of a query, and in notifications.
 */
final class ContractView {

	private final Platform platform;

	ContractView(Platform platform) {
		this.platform = platform;
	}

	/**
	 * The answer of a query.
	 * @param state the contract state to show
	 */
	Map<String, Object> query(SimulatedSession session, String state) {
		SignRequest request = session.request();
		Map<String, Object> view = new LinkedHashMap<>();
		view.put("mchid", request.mchid());
		put(view, "contract_id", session.contractId());
		view.put("appid", request.appid());
		view.put("openid", openid(request));
		put(view, "sub_appid", request.subAppid());
		put(view, "sub_openid", request.subOpenid());
		contract(view, session, state);
		termination(view, session.termination());
		return view;
	}

	/**
	 * What the payer's signature is notified with, also after the contract has ended.
	 */
	Map<String, Object> signing(SimulatedSession session) {
		Map<String, Object> view = notification(session);
		contract(view, session, "SIGNED");
		return view;
	}

	/**
	 * What the end of the contract is notified with.
	 */
	Map<String, Object> termination(SimulatedSession session) {
		Map<String, Object> view = notification(session);
		contract(view, session, "TERMINATED");
		termination(view, session.termination());
		return view;
	}

	/**
	 * Partner modes have members of their own in place of mchid, appid and openid.
	 */
	private Map<String, Object> notification(SimulatedSession session) {
		SignRequest request = session.request();
		Map<String, Object> view = new LinkedHashMap<>();
		if (!request.mode().hasSubMerchant()) {
			view.put("mchid", request.mchid());
			put(view, "contract_id", session.contractId());
			view.put("appid", request.appid());
			put(view, "openid", request.openid());
			return view;
		}
		view.put("sp_mchid", request.mchid());
		put(view, "sub_mchid", request.subMchid());
		put(view, "contract_id", session.contractId());
		view.put("sp_appid", request.appid());
		put(view, "sub_appid", request.subAppid());
		put(view, "sp_openid", request.openid());
		put(view, "sub_openid", request.subOpenid());
		return view;
	}

	private void contract(Map<String, Object> view, SimulatedSession session, String state) {
		SignRequest request = session.request();
		view.put("service_id", request.serviceId());
		view.put("out_contract_code", request.outContractCode());
		view.put("contract_display_account", request.contractDisplayAccount());
		view.put("contract_state", state);
		Instant signedAt = session.signedAt();
		if (signedAt != null) {
			view.put("contract_signed_time", this.platform.format(signedAt));
		}
	}

	private void termination(Map<String, Object> view, @Nullable SimulatedTermination termination) {
		if (termination != null) {
			Map<String, Object> info = new LinkedHashMap<>();
			info.put("contract_termination_mode", termination.mode());
			info.put("contract_terminated_time", this.platform.format(termination.terminatedAt()));
			info.put("contract_termination_remark", termination.remark());
			view.put("contract_terminate_info", info);
		}
	}

	/**
	 * The payer under the caller's appid: WeChat Pay knows it also where the merchant
	 * gave only the other one, and the answer of a query always has it.
	 */
	private static String openid(SignRequest request) {
		String openid = request.openid();
		return (openid != null) ? openid
				: derive(request.appid() + "/" + request.subAppid() + "/" + request.subOpenid());
	}

	private static String derive(String text) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return "o" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 27);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("This JDK has no SHA-256", ex);
		}
	}

	private static void put(Map<String, Object> view, String name, @Nullable Object value) {
		if (value != null) {
			view.put(name, value);
		}
	}

}
