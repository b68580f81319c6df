package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * Offers the contract after a payment, for a service provider:
 * {@code POST /v3/password-exempt-contract/contracts/service-provider/pre-entrust-sign/pay-redirect-sign}.
 * <p>
 * At least one of the two openids is needed; {@code spAppid}, {@code serviceId} and
 * {@code notifyUrl} may be left to the {@link PreEntrustSignDefaults}, whose appid is the
 * service provider's.
 *
 * @param spAppid {@code sp_appid}: the appid of the service provider, at most 32
 * characters
 * @param spOpenid {@code sp_openid}: the payer's openid under the service provider's
 * appid, at most 128 ASCII characters without blanks
 * @param subMchid {@code sub_mchid}: the sub-merchant number, at most 32 characters
 * @param subAppid {@code sub_appid}: the appid of the sub-merchant, at most 32 characters
 * @param subOpenid {@code sub_openid}: the payer's openid under the sub-merchant's appid,
 * at most 128 ASCII characters without blanks
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
 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012471272">WeChat Pay:
 * pre-entrust-sign after a payment, of a service provider</a>
 */
public record ServiceProviderPayRedirectSignRequest(@Nullable String spAppid, @Nullable String spOpenid,
		String subMchid, String subAppid, @Nullable String subOpenid, @Nullable Long serviceId, String outContractCode,
		@Nullable String notifyUrl, String contractDisplayAccount, String prepayId) implements PreEntrustSignRequest {

	/**
	 * Checks the request.
	 * @throws InvalidFieldException if a value is missing or not of its form
	 */
	public ServiceProviderPayRedirectSignRequest {
		SignRules.common(serviceId, outContractCode, notifyUrl, contractDisplayAccount);
		FieldRules.appid("spAppid", spAppid);
		FieldRules.openid("spOpenid", spOpenid);
		FieldRules.mchid("subMchid", FieldRules.required("subMchid", subMchid));
		FieldRules.appid("subAppid", FieldRules.required("subAppid", subAppid));
		FieldRules.openid("subOpenid", subOpenid);
		FieldRules.prepayId("prepayId", FieldRules.required("prepayId", prepayId));
		FieldRules.oneOf("spOpenid", spOpenid, "subOpenid", subOpenid);
	}

	/**
	 * Starts to build a request.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	@Override
	public ServiceProviderPayRedirectSignRequest withDefaults(PreEntrustSignDefaults defaults) {
		return new ServiceProviderPayRedirectSignRequest(SignRules.either("spAppid", this.spAppid, defaults.appid()),
				this.spOpenid, this.subMchid, this.subAppid, this.subOpenid,
				SignRules.either("serviceId", this.serviceId, defaults.serviceId()), this.outContractCode,
				SignRules.either("notifyUrl", this.notifyUrl, defaults.notifyUrl()), this.contractDisplayAccount,
				this.prepayId);
	}

	@Override
	public ContractParties parties() {
		return new ContractParties(this.spAppid, this.spOpenid, this.subMchid, this.subAppid, this.subOpenid);
	}

	@Override
	public String toString() {
		return "ServiceProviderPayRedirectSignRequest[serviceId=%s, outContractCode=%s, notifyUrl=%s]"
			.formatted(this.serviceId, this.outContractCode, this.notifyUrl);
	}

	/**
	 * Builds a {@link ServiceProviderPayRedirectSignRequest}.
	 */
	public static final class Builder extends SignRequestBuilder<Builder> {

		private @Nullable String spAppid;

		private @Nullable String spOpenid;

		private @Nullable String subMchid;

		private @Nullable String subAppid;

		private @Nullable String subOpenid;

		private @Nullable String prepayId;

		private Builder() {
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Sets the service provider's appid, if it is not the default one.
		 * @param spAppid the appid of the service provider, at most 32 characters
		 * @return this builder
		 */
		public Builder spAppid(String spAppid) {
			this.spAppid = spAppid;
			return this;
		}

		/**
		 * Sets the payer, as the service provider's appid knows it.
		 * @param spOpenid the payer's openid under the service provider's appid, at most
		 * 128 ASCII characters without blanks
		 * @return this builder
		 */
		public Builder spOpenid(String spOpenid) {
			this.spOpenid = spOpenid;
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
		 * Sets the sub-merchant's appid.
		 * @param subAppid the appid of the sub-merchant, at most 32 characters
		 * @return this builder
		 */
		public Builder subAppid(String subAppid) {
			this.subAppid = subAppid;
			return this;
		}

		/**
		 * Sets the payer, as the sub-merchant's appid knows it.
		 * @param subOpenid the payer's openid under the sub-merchant's appid, at most 128
		 * ASCII characters without blanks
		 * @return this builder
		 */
		public Builder subOpenid(String subOpenid) {
			this.subOpenid = subOpenid;
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
		 * Builds the request.
		 * @return the request
		 * @throws InvalidFieldException if a value is missing or not of its form; the
		 * message names the field, not the value
		 */
		public ServiceProviderPayRedirectSignRequest build() {
			return new ServiceProviderPayRedirectSignRequest(this.spAppid, this.spOpenid,
					FieldRules.required("subMchid", this.subMchid), FieldRules.required("subAppid", this.subAppid),
					this.subOpenid, this.serviceId, FieldRules.required("outContractCode", this.outContractCode),
					this.notifyUrl, FieldRules.required("contractDisplayAccount", this.contractDisplayAccount),
					FieldRules.required("prepayId", this.prepayId));
		}

	}

}
