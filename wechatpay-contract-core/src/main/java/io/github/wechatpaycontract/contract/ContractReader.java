package io.github.wechatpaycontract.contract;

import io.github.wechatpaycontract.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of a query.
 */
final class ContractReader {

	private ContractReader() {
	}

	static Contract read(JsonObject json) {
		String state = json.text("contract_state");
		return new Contract(json.text("mchid"), json.text("contract_id"), json.text("appid"), json.text("openid"),
				json.text("sub_appid"), json.text("sub_openid"), json.integer("service_id"),
				json.requiredText("out_contract_code", 128), json.text("contract_display_account"),
				ContractState.of(state), state, json.time("contract_signed_time"),
				termination(json.object("contract_terminate_info")));
	}

	private static @Nullable ContractTermination termination(@Nullable JsonObject json) {
		if (json == null) {
			return null;
		}
		String mode = json.text("contract_termination_mode");
		return new ContractTermination(ContractTerminationMode.of(mode), mode, json.time("contract_terminated_time"),
				json.text("contract_termination_remark"));
	}

}
