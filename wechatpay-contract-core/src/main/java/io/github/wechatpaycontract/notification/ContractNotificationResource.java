package io.github.wechatpaycontract.notification;

import java.time.OffsetDateTime;

import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.contract.ContractTerminationMode;
import org.jspecify.annotations.Nullable;

/**
 * What a notification says, under the names of this product's query; the names of sibling
 * products are read as well. Any member may be absent. {@code toString} shows no payer.
 *
 * @param mchid the merchant number
 * @param subMchid the sub-merchant number
 * @param appid the appid
 * @param subAppid the sub-merchant's appid
 * @param openid the payer under the appid
 * @param subOpenid the payer under the sub-merchant's appid
 * @param serviceId the id of the password-free service
 * @param planId the id of the template, in sibling products
 * @param outContractCode the merchant's number of the contract
 * @param contractId WeChat Pay's id of the contract
 * @param contractDisplayAccount the payer's name on the signing page
 * @param state the state
 * @param stateText the state as sent
 * @param signedTime when the payer signed
 * @param expiredTime when the contract runs out
 * @param terminatedTime when the contract ended
 * @param terminationMode how the contract ended
 * @param terminationModeText how the contract ended, as sent
 * @param terminationRemark why the contract ended
 * @param operateTime when it happened, in sibling products
 */
public record ContractNotificationResource(@Nullable String mchid, @Nullable String subMchid, @Nullable String appid,
		@Nullable String subAppid, @Nullable String openid, @Nullable String subOpenid, @Nullable Long serviceId,
		@Nullable Long planId, @Nullable String outContractCode, @Nullable String contractId,
		@Nullable String contractDisplayAccount, @Nullable ContractState state, @Nullable String stateText,
		@Nullable OffsetDateTime signedTime, @Nullable OffsetDateTime expiredTime,
		@Nullable OffsetDateTime terminatedTime, @Nullable ContractTerminationMode terminationMode,
		@Nullable String terminationModeText, @Nullable String terminationRemark,
		@Nullable OffsetDateTime operateTime) {

	@Override
	public String toString() {
		return "ContractNotificationResource[mchid=%s, serviceId=%s, outContractCode=%s, contractId=%s, state=%s]"
			.formatted(this.mchid, this.serviceId, this.outContractCode, this.contractId, this.stateText);
	}

}
