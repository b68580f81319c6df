package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.contract.ContractParties;
import org.jspecify.annotations.Nullable;

/**
 * Offers the contract after a payment, for the direct merchant or the e-commerce
 * platform. What is the same for all contracts ({@code appid}, {@code serviceId},
 * {@code notifyUrl}) may be left to the {@link PreEntrustSignDefaults}.
 *
 * @param appid the appid of the mini program the payer comes from, at most 32 characters
 * @param serviceId the id of the password-free service
 * @param outContractCode the merchant's number of the contract, 1 to 32 ASCII letters and
 * digits, unique at the merchant and never used again after the contract ended
 * @param notifyUrl where WeChat Pay sends the signing notification, at most 256
 * characters
 * @param contractDisplayAccount the payer's name on the signing page, at most 32
 * characters, no emoji
 * @param prepayId the order the payer is about to pay, at most 64 characters
 * @param openid the payer's openid under the appid, at most 128 characters
 */
public record PayRedirectSignRequest(@Nullable String appid, @Nullable Long serviceId, String outContractCode,
		@Nullable String notifyUrl, String contractDisplayAccount, String prepayId,
		String openid) implements PreEntrustSignRequest {

	/**
	 * Checks the request.
	 */
	public PayRedirectSignRequest {
		FieldRules.common(serviceId, outContractCode, contractDisplayAccount);
		FieldRules.appid("appid", appid);
		FieldRules.prepayId("prepayId", FieldRules.required("prepayId", prepayId));
		FieldRules.openid("openid", FieldRules.required("openid", openid));
	}

	/**
	 * Starts to build a request.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	@Override
	public PayRedirectSignRequest withDefaults(PreEntrustSignDefaults defaults) {
		return new PayRedirectSignRequest(FieldRules.either("appid", this.appid, defaults.appid()),
				FieldRules.either("serviceId", this.serviceId, defaults.serviceId()), this.outContractCode,
				FieldRules.either("notifyUrl", this.notifyUrl, defaults.notifyUrl()), this.contractDisplayAccount,
				this.prepayId, this.openid);
	}

	@Override
	public ContractParties parties() {
		return new ContractParties(this.appid, this.openid, null, null, null);
	}

	@Override
	public String toString() {
		return "PayRedirectSignRequest[serviceId=%s, outContractCode=%s, notifyUrl=%s]".formatted(this.serviceId,
				this.outContractCode, this.notifyUrl);
	}

	/**
	 * Builds a {@link PayRedirectSignRequest}.
	 */
	public static final class Builder extends SignRequestBuilder<Builder> {

		private @Nullable String appid;

		private @Nullable String prepayId;

		private @Nullable String openid;

		private Builder() {
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Sets the appid, if it is not the default one.
		 * @param appid the appid of the mini program the payer comes from, at most 32
		 * characters
		 * @return this builder
		 */
		public Builder appid(String appid) {
			this.appid = appid;
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
		 * Sets the payer.
		 * @param openid the payer's openid under the appid, at most 128 characters
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
		public PayRedirectSignRequest build() {
			return new PayRedirectSignRequest(this.appid, this.serviceId,
					FieldRules.required("outContractCode", this.outContractCode), this.notifyUrl,
					FieldRules.required("contractDisplayAccount", this.contractDisplayAccount),
					FieldRules.required("prepayId", this.prepayId), FieldRules.required("openid", this.openid));
		}

	}

}
