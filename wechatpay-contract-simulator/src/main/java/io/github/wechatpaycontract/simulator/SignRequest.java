package io.github.wechatpaycontract.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What a pre-entrust-sign asked for, valid.
 *
 * @param mchid the merchant who called
 * @param mode in which role
 * @param scene where the payer is to sign
 * @param appid the caller's appid; {@code sp_appid} of a service provider
 * @param openid the payer under it, or null if only the other one was given
 * @param subMchid the sub-merchant, or null where there is none
 * @param subAppid the appid of the sub-merchant, or null where there is none
 * @param subOpenid the payer under it, or null
 * @param serviceId the service id
 * @param outContractCode the merchant's contract number
 * @param notifyUrl where the notification goes
 * @param contractDisplayAccount the name shown to the payer
 * @param prepayId the order that is paid first, or null where there is none
 */
public record SignRequest(String mchid, MerchantMode mode, SignScene scene, String appid, @Nullable String openid,
		@Nullable String subMchid, @Nullable String subAppid, @Nullable String subOpenid, long serviceId,
		String outContractCode, String notifyUrl, String contractDisplayAccount, @Nullable String prepayId) {

	Payer payer() {
		return new Payer(this.appid, this.openid, this.subMchid, this.subAppid, this.subOpenid);
	}

	@Override
	public String toString() {
		return "SignRequest[mchid=%s, mode=%s, scene=%s, outContractCode=%s]".formatted(this.mchid, this.mode,
				this.scene, this.outContractCode);
	}

}
