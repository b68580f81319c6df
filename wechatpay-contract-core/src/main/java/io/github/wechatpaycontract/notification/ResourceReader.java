package io.github.wechatpaycontract.notification;

import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.contract.ContractTerminationMode;
import io.github.wechatpaycontract.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Reads the decrypted resource under the names of this product and of its siblings.
 */
final class ResourceReader {

	private ResourceReader() {
	}

	static ContractNotificationResource read(JsonObject json) {
		TolerantReader in = new TolerantReader(json);
		TolerantReader end = in.within("contract_terminate_info");
		String state = in.text("contract_state", "state", "contract_status", "user_service_status", "change_type");
		String mode = end.text("contract_termination_mode", "contract_terminated_mode");
		return new ContractNotificationResource(in.id("mchid", "sp_mchid", "mch_id"), in.id("sub_mchid"),
				in.id("appid", "sp_appid"), in.id("sub_appid"), in.id("openid", "sp_openid"), in.id("sub_openid"),
				in.integer("service_id"), in.integerIfAny("plan_id"), in.id("out_contract_code", "contract_code"),
				contractId(in), in.text("contract_display_account", "display_name", "user_display_name"),
				ContractState.of(state), state, in.time("contract_signed_time", "signed_time"),
				in.time("contract_expired_time"), end.time("contract_terminated_time"),
				ContractTerminationMode.of(mode), mode, end.text("contract_termination_remark"),
				in.time("operate_time", "openorclose_time"));
	}

	private static @Nullable String contractId(TolerantReader in) {
		String contractId = in.id("contract_id", "password_free_contract_id");
		return (contractId != null) ? contractId : in.within("contract_information").id("contract_id");
	}

}
