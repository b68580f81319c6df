package io.github.wechatpaycontract.benchmarks.notification;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/**
 * The contract as the SDKs read it, with Gson.
 */
public final class SdkContract {

	@SerializedName("mchid")
	private @Nullable String mchid;

	@SerializedName("contract_id")
	private @Nullable String contractId;

	@SerializedName("appid")
	private @Nullable String appid;

	@SerializedName("openid")
	private @Nullable String openid;

	@SerializedName("service_id")
	private long serviceId;

	@SerializedName("out_contract_code")
	private @Nullable String outContractCode;

	@SerializedName("contract_display_account")
	private @Nullable String contractDisplayAccount;

	@SerializedName("contract_state")
	private @Nullable String contractState;

	@SerializedName("contract_signed_time")
	private @Nullable String contractSignedTime;

	SdkContract required() {
		if (this.mchid == null || this.contractId == null || this.appid == null || this.openid == null
				|| this.serviceId == 0 || this.outContractCode == null || this.contractDisplayAccount == null
				|| this.contractState == null || this.contractSignedTime == null) {
			throw new IllegalStateException("The contract is not complete");
		}
		return this;
	}

}
