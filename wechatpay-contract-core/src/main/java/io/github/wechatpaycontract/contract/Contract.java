package io.github.wechatpaycontract.contract;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * A contract as WeChat Pay answers a query. Any member but the number may be absent: the
 * page does not say which state has which. {@code toString} shows no payer.
 *
 * @param mchid the merchant number
 * @param contractId WeChat Pay's id of the contract
 * @param appid the appid
 * @param openid the payer under the appid
 * @param subAppid the sub-merchant's appid
 * @param subOpenid the payer under the sub-merchant's appid
 * @param serviceId the id of the password-free service
 * @param outContractCode the merchant's number of the contract
 * @param contractDisplayAccount the payer's name on the signing page
 * @param state {@code contract_state}: the state; only {@link ContractState#SIGNED} may
 * be used
 * @param stateText the state as sent
 * @param signedTime {@code contract_signed_time}: when the payer signed
 * @param termination {@code contract_terminate_info}: how the contract ended; may be
 * present beside any state, so never infer the state from it
 */
public record Contract(@Nullable String mchid, @Nullable String contractId, @Nullable String appid,
		@Nullable String openid, @Nullable String subAppid, @Nullable String subOpenid, @Nullable Long serviceId,
		String outContractCode, @Nullable String contractDisplayAccount, @Nullable ContractState state,
		@Nullable String stateText, @Nullable OffsetDateTime signedTime, @Nullable ContractTermination termination) {

	/**
	 * Returns whether the contract is in force.
	 * @return {@code true} if it may be used
	 */
	public boolean isSigned() {
		return this.state == ContractState.SIGNED;
	}

	@Override
	public String toString() {
		return "Contract[serviceId=%s, outContractCode=%s, contractId=%s, state=%s]".formatted(this.serviceId,
				this.outContractCode, this.contractId, this.stateText);
	}

}
