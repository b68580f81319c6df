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
		String state = json.filledText("contract_state");
		return new Contract(json.id("mchid"), json.id("contract_id"), json.id("appid"), json.id("openid"),
				json.id("sub_appid"), json.id("sub_openid"), json.integer("service_id"),
				json.requiredText("out_contract_code", 128), json.text("contract_display_account"),
				ContractState.of(state), state, json.time("contract_signed_time"),
				termination(json.object("contract_terminate_info")));
	}

	private static @Nullable ContractTermination termination(@Nullable JsonObject json) {
		if (json == null) {
			return null;
		}
		String mode = json.filledText("contract_termination_mode");
		return new ContractTermination(ContractTerminationMode.of(mode), mode, json.time("contract_terminated_time"),
				json.text("contract_termination_remark"));
	}

}
