package io.github.wechatpaycontract.sign;

import org.jspecify.annotations.Nullable;

/**
 * What opens a signing session for a mini program. Valid once built; what is the same for
 * all contracts ({@code appid}, {@code serviceId}, {@code notifyUrl}) may be left to the
 * {@link PreEntrustSignDefaults}.
 *
 * @param appid the appid of the mini program the payer comes from, at most 32 characters
 * @param serviceId the id of the password-free service
 * @param outContractCode the merchant's number of the contract, 1 to 32 ASCII letters and
 * digits, unique at the merchant and never used again after the contract ended
 * @param notifyUrl where WeChat Pay sends the signing notification, at most 256
 * characters
 * @param contractDisplayAccount the payer's name on the signing page, at most 32
 * characters, no emoji
 * @param openid the payer's openid under the appid, at most 128 characters
 */
public record MiniProgramSignRequest(@Nullable String appid, @Nullable Long serviceId, String outContractCode,
		@Nullable String notifyUrl, String contractDisplayAccount, String openid) {

	/**
	 * Checks the request.
	 */
	public MiniProgramSignRequest {
		FieldRules.outContractCode(FieldRules.required("outContractCode", outContractCode));
		FieldRules.contractDisplayAccount(FieldRules.required("contractDisplayAccount", contractDisplayAccount));
		FieldRules.openid(FieldRules.required("openid", openid));
		if (appid != null) {
			FieldRules.appid(appid);
		}
		if (serviceId != null) {
			FieldRules.serviceId(serviceId);
		}
	}

	/**
	 * Starts to build a request.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	MiniProgramSignRequest withDefaults(PreEntrustSignDefaults defaults) {
		return new MiniProgramSignRequest((this.appid != null) ? this.appid : defaults.appid(),
				(this.serviceId != null) ? this.serviceId : defaults.serviceId(), this.outContractCode,
				(this.notifyUrl != null) ? this.notifyUrl : defaults.notifyUrl(), this.contractDisplayAccount,
				this.openid);
	}

	@Override
	public String toString() {
		return "MiniProgramSignRequest[appid=%s, serviceId=%s, outContractCode=%s, notifyUrl=%s]".formatted(this.appid,
				this.serviceId, this.outContractCode, this.notifyUrl);
	}

	/**
	 * Builds a {@link MiniProgramSignRequest}.
	 */
	public static final class Builder {

		private @Nullable String appid;

		private @Nullable Long serviceId;

		private @Nullable String outContractCode;

		private @Nullable String notifyUrl;

		private @Nullable String contractDisplayAccount;

		private @Nullable String openid;

		private Builder() {
		}

		/**
		 * Sets the appid, if it is not the default one.
		 * @param appid the appid of the mini program the payer comes from
		 * @return this builder
		 */
		public Builder appid(String appid) {
			this.appid = appid;
			return this;
		}

		/**
		 * Sets the service, if it is not the default one.
		 * @param serviceId the id of the password-free service
		 * @return this builder
		 */
		public Builder serviceId(long serviceId) {
			this.serviceId = serviceId;
			return this;
		}

		/**
		 * Sets the merchant's number of the contract.
		 * @param outContractCode 1 to 32 ASCII letters and digits
		 * @return this builder
		 */
		public Builder outContractCode(String outContractCode) {
			this.outContractCode = outContractCode;
			return this;
		}

		/**
		 * Sets the notify URL, if it is not the default one.
		 * @param notifyUrl where WeChat Pay sends the signing notification
		 * @return this builder
		 */
		public Builder notifyUrl(String notifyUrl) {
			this.notifyUrl = notifyUrl;
			return this;
		}

		/**
		 * Sets the payer's name on the signing page.
		 * @param contractDisplayAccount at most 32 characters, no emoji;
		 * {@link DisplayAccounts} makes one of any name
		 * @return this builder
		 */
		public Builder contractDisplayAccount(String contractDisplayAccount) {
			this.contractDisplayAccount = contractDisplayAccount;
			return this;
		}

		/**
		 * Sets the payer.
		 * @param openid the payer's openid under the appid
		 * @return this builder
		 */
		public Builder openid(String openid) {
			this.openid = openid;
			return this;
		}

		/**
		 * Builds the request.
		 * @return the request
		 * @throws InvalidFieldException if a value is missing or not of its form; the
		 * message names the field, not the value
		 */
		public MiniProgramSignRequest build() {
			return new MiniProgramSignRequest(this.appid, this.serviceId,
					FieldRules.required("outContractCode", this.outContractCode), this.notifyUrl,
					FieldRules.required("contractDisplayAccount", this.contractDisplayAccount),
					FieldRules.required("openid", this.openid));
		}

	}

}
