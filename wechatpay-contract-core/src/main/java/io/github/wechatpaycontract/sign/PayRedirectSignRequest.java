package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * Offers the contract after a payment, for the direct merchant or the e-commerce
 * platform:
 * {@code POST /v3/password-exempt-contract/contracts/normal/pre-entrust-sign/pay-redirect-sign}
 * or
 * {@code POST /v3/password-exempt-contract/contracts/ecommerce/pre-entrust-sign/pay-redirect-sign}.
 * <p>
 * What is the same for all contracts ({@code appid}, {@code serviceId},
 * {@code notifyUrl}) may be left to the {@link PreEntrustSignDefaults}.
 *
 * @param appid {@code appid}: the appid of the mini program the payer comes from, at most
 * 32 characters
 * @param serviceId {@code service_id}: the id of the password-free service, positive
 * @param outContractCode {@code out_contract_code}: the merchant's number of the
 * contract, 1 to 32 ASCII letters and digits, unique at the merchant and never used again
 * after the contract ended
 * @param notifyUrl {@code notify_url}: where WeChat Pay sends the signing notification,
 * at most 256 ASCII characters, with a path and without user, query and fragment; when it
 * is sent, it must also be {@code https} to a public host, unless calls go to a simulator
 * on this host
 * @param contractDisplayAccount {@code contract_display_account}: the payer's name on the
 * signing page, at most 32 characters, none of them a control character or beyond the
 * Basic Multilingual Plane, so hardly any emoji, with something to see and nothing that
 * turns the direction of writing
 * @param prepayId {@code prepay_id}: the order the payer is about to pay, at most 64
 * ASCII characters without blanks
 * @param openid {@code openid}: the payer's openid under the appid, at most 128 ASCII
 * characters without blanks
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472874">WeChat Pay:
 * pre-entrust-sign after a payment</a>
 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4013369191">WeChat Pay:
 * pre-entrust-sign after a payment, of an e-commerce platform</a>
 */
public record PayRedirectSignRequest(@Nullable String appid, @Nullable Long serviceId, String outContractCode,
		@Nullable String notifyUrl, String contractDisplayAccount, String prepayId,
		String openid) implements PreEntrustSignRequest {

	/**
	 * Checks the request.
	 * @throws InvalidFieldException if a value is missing or not of its form
	 */
	public PayRedirectSignRequest {
		SignRules.common(serviceId, outContractCode, notifyUrl, contractDisplayAccount);
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
		return new PayRedirectSignRequest(SignRules.either("appid", this.appid, defaults.appid()),
				SignRules.either("serviceId", this.serviceId, defaults.serviceId()), this.outContractCode,
				SignRules.either("notifyUrl", this.notifyUrl, defaults.notifyUrl()), this.contractDisplayAccount,
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
		 * @param prepayId the order the payer is about to pay, at most 64 ASCII
		 * characters without blanks
		 * @return this builder
		 */
		public Builder prepayId(String prepayId) {
			this.prepayId = prepayId;
			return this;
		}

		/**
		 * Sets the payer.
		 * @param openid the payer's openid under the appid, at most 128 ASCII characters
		 * without blanks
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
