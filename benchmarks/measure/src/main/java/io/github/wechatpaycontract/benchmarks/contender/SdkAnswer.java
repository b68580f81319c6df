package io.github.wechatpaycontract.benchmarks.contender;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/**
 * The answer as the SDKs read it, with Gson.
 */
public final class SdkAnswer {

	@SerializedName("pre_entrustweb_id")
	private @Nullable String preEntrustwebId;

	@SerializedName("mchid")
	private @Nullable String mchid;

	@SerializedName("service_id")
	private long serviceId;

	@SerializedName("out_contract_code")
	private @Nullable String outContractCode;

	@SerializedName("sign_mp_appid")
	private @Nullable String signMpAppid;

	@SerializedName("sign_mp_path")
	private @Nullable String signMpPath;

	/**
	 * Checks that something was read.
	 */
	public void require() {
		if (this.preEntrustwebId == null || this.mchid == null || this.serviceId == 0 || this.outContractCode == null
				|| this.signMpAppid == null || this.signMpPath == null) {
			throw new IllegalStateException("The answer is not complete");
		}
	}

}
