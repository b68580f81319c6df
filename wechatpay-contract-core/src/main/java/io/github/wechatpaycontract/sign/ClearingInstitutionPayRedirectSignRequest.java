package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.contract.ContractParties;
import org.jspecify.annotations.Nullable;

/**
 * Offers the contract after a payment, for a clearing institution. At least one of the
 * two openids is needed; {@code appid}, {@code serviceId} and {@code notifyUrl} may be
 * left to the {@link PreEntrustSignDefaults}, whose appid is the institution's.
 *
 * @param appid the appid of the institution, at most 32 characters
 * @param subAppid the appid of the sub-merchant, at most 32 characters
 * @param subMchid the sub-merchant number, at most 32 characters
 * @param serviceId the id of the password-free service
 * @param outContractCode the merchant's number of the contract, 1 to 32 ASCII letters and
 * digits, unique at the merchant and never used again after the contract ended
 * @param notifyUrl where WeChat Pay sends the signing notification, at most 256
 * characters
 * @param contractDisplayAccount the payer's name on the signing page, at most 32
 * characters, no emoji
 * @param prepayId the order the payer is about to pay, at most 64 characters
 * @param openid the payer's openid under the institution's appid, at most 128 characters
 * @param subOpenid the payer's openid under the sub-merchant's appid, at most 128
 * characters
 */
public record ClearingInstitutionPayRedirectSignRequest(@Nullable String appid, String subAppid, String subMchid,
		@Nullable Long serviceId, String outContractCode, @Nullable String notifyUrl, String contractDisplayAccount,
		String prepayId, @Nullable String openid, @Nullable String subOpenid) implements PreEntrustSignRequest {

	/**
	 * Checks the request.
	 */
	public ClearingInstitutionPayRedirectSignRequest {
		FieldRules.common(serviceId, outContractCode, contractDisplayAccount);
		FieldRules.appid("appid", appid);
		FieldRules.appid("subAppid", FieldRules.required("subAppid", subAppid));
		FieldRules.mchid("subMchid", FieldRules.required("subMchid", subMchid));
		FieldRules.prepayId("prepayId", FieldRules.required("prepayId", prepayId));
		FieldRules.openid("openid", openid);
		FieldRules.openid("subOpenid", subOpenid);
		FieldRules.oneOf("openid", openid, "subOpenid", subOpenid);
	}

	/**
	 * Starts to build a request.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	@Override
	public ClearingInstitutionPayRedirectSignRequest withDefaults(PreEntrustSignDefaults defaults) {
		return new ClearingInstitutionPayRedirectSignRequest(FieldRules.either("appid", this.appid, defaults.appid()),
				this.subAppid, this.subMchid, FieldRules.either("serviceId", this.serviceId, defaults.serviceId()),
				this.outContractCode, FieldRules.either("notifyUrl", this.notifyUrl, defaults.notifyUrl()),
				this.contractDisplayAccount, this.prepayId, this.openid, this.subOpenid);
	}

	@Override
	public ContractParties parties() {
		return new ContractParties(this.appid, this.openid, this.subMchid, this.subAppid, this.subOpenid);
	}

	@Override
	public String toString() {
		return "ClearingInstitutionPayRedirectSignRequest[serviceId=%s, outContractCode=%s, notifyUrl=%s]"
			.formatted(this.serviceId, this.outContractCode, this.notifyUrl);
	}

	/**
	 * Builds a {@link ClearingInstitutionPayRedirectSignRequest}.
	 */
	public static final class Builder extends SignRequestBuilder<Builder> {

		private @Nullable String appid;

		private @Nullable String subAppid;

		private @Nullable String subMchid;

		private @Nullable String prepayId;

		private @Nullable String openid;

		private @Nullable String subOpenid;

		private Builder() {
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Sets the appid, if it is not the default one.
		 * @param appid the appid of the institution, at most 32 characters
		 * @return this builder
		 */
		public Builder appid(String appid) {
			this.appid = appid;
			return this;
		}

		/**
		 * Sets the sub-merchant's appid.
		 * @param subAppid the appid of the sub-merchant, at most 32 characters
		 * @return this builder
		 */
		public Builder subAppid(String subAppid) {
			this.subAppid = subAppid;
			return this;
		}

		/**
		 * Sets the sub-merchant.
		 * @param subMchid the sub-merchant number, at most 32 characters
		 * @return this builder
		 */
		public Builder subMchid(String subMchid) {
			this.subMchid = subMchid;
			return this;
		}

		/**
		 * Sets the order the payer is about to pay.
		 * @param prepayId the order the payer is about to pay, at most 64 characters
		 * @return this builder
		 */
		public Builder prepayId(String prepayId) {
			this.prepayId = prepayId;
			return this;
		}

		/**
		 * Sets the payer, as the institution's appid knows it.
		 * @param openid the payer's openid under the institution's appid, at most 128
		 * characters
		 * @return this builder
		 */
		public Builder openid(String openid) {
			this.openid = openid;
			return this;
		}

		/**
		 * Sets the payer, as the sub-merchant's appid knows it.
		 * @param subOpenid the payer's openid under the sub-merchant's appid, at most 128
		 * characters
		 * @return this builder
		 */
		public Builder subOpenid(String subOpenid) {
			this.subOpenid = subOpenid;
			return this;
		}

		/**
		 * Builds the request.
		 * @return the request
		 * @throws InvalidFieldException if a value is missing or not of its form; the
		 * message names the field, not the value
		 */
		public ClearingInstitutionPayRedirectSignRequest build() {
			return new ClearingInstitutionPayRedirectSignRequest(this.appid,
					FieldRules.required("subAppid", this.subAppid), FieldRules.required("subMchid", this.subMchid),
					this.serviceId, FieldRules.required("outContractCode", this.outContractCode), this.notifyUrl,
					FieldRules.required("contractDisplayAccount", this.contractDisplayAccount),
					FieldRules.required("prepayId", this.prepayId), this.openid, this.subOpenid);
		}

	}

}
