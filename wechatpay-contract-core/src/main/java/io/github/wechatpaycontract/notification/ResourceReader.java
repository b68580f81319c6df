package io.github.wechatpaycontract.notification;

import java.util.function.Supplier;

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
		TolerantReader end = in.object("contract_terminate_info");
		String state = in.text("contract_state", "state", "contract_status", "user_service_status", "change_type");
		String mode = either(end.text("contract_termination_mode"),
				() -> in.text("contract_termination_mode", "contract_terminated_mode"));
		return new ContractNotificationResource(in.id("mchid", "sp_mchid", "mch_id"), in.id("sub_mchid"),
				in.id("appid", "sp_appid"), in.id("sub_appid"), in.id("openid", "sp_openid"), in.id("sub_openid"),
				in.integer("service_id"), in.integerIfAny("plan_id"), in.id("out_contract_code", "contract_code"),
				either(in.id("contract_id", "password_free_contract_id"),
						() -> in.object("contract_information").id("contract_id")),
				in.text("contract_display_account", "display_name", "user_display_name"), ContractState.of(state),
				state, in.time("contract_signed_time", "signed_time"), in.time("contract_expired_time"),
				either(end.time("contract_terminated_time"), () -> in.time("contract_terminated_time")),
				ContractTerminationMode.of(mode), mode,
				either(end.text("contract_termination_remark"), () -> in.text("contract_termination_remark")),
				in.time("operate_time", "openorclose_time"));
	}

	private static <T> @Nullable T either(@Nullable T value, Supplier<@Nullable T> other) {
		return (value != null) ? value : other.get();
	}

}
