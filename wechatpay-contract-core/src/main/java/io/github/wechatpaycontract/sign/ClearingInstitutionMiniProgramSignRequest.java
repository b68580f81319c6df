package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * Opens a signing session for a mini program, for a clearing institution:
 * {@code POST /v3/password-exempt-contract/contracts/qs/pre-entrust-sign/mini-program}.
 * <p>
 * At least one of the two openids is needed; {@code appid}, {@code serviceId} and
 * {@code notifyUrl} may be left to the {@link PreEntrustSignDefaults}, whose appid is the
 * institution's.
 *
 * @param appid {@code appid}: the appid of the institution, at most 32 characters
 * @param subAppid {@code sub_appid}: the appid of the sub-merchant, at most 32 characters
 * @param subMchid {@code sub_mchid}: the sub-merchant number, at most 32 characters
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
 * @param openid {@code openid}: the payer's openid under the institution's appid, at most
 * 128 ASCII characters without blanks
 * @param subOpenid {@code sub_openid}: the payer's openid under the sub-merchant's appid,
 * at most 128 ASCII characters without blanks
 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012471282">WeChat Pay:
 * mini-program pre-entrust-sign, of a clearing institution</a>
 */
public record ClearingInstitutionMiniProgramSignRequest(@Nullable String appid, String subAppid, String subMchid,
		@Nullable Long serviceId, String outContractCode, @Nullable String notifyUrl, String contractDisplayAccount,
		@Nullable String openid, @Nullable String subOpenid) implements PreEntrustSignRequest {

	/**
	 * Checks the request.
	 * @throws InvalidFieldException if a value is missing or not of its form
	 */
	public ClearingInstitutionMiniProgramSignRequest {
		SignRules.common(serviceId, outContractCode, notifyUrl, contractDisplayAccount);
		FieldRules.appid("appid", appid);
		FieldRules.appid("subAppid", FieldRules.required("subAppid", subAppid));
		FieldRules.mchid("subMchid", FieldRules.required("subMchid", subMchid));
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
	public ClearingInstitutionMiniProgramSignRequest withDefaults(PreEntrustSignDefaults defaults) {
		return new ClearingInstitutionMiniProgramSignRequest(SignRules.either("appid", this.appid, defaults.appid()),
				this.subAppid, this.subMchid, SignRules.either("serviceId", this.serviceId, defaults.serviceId()),
				this.outContractCode, SignRules.either("notifyUrl", this.notifyUrl, defaults.notifyUrl()),
				this.contractDisplayAccount, this.openid, this.subOpenid);
	}

	@Override
	public ContractParties parties() {
		return new ContractParties(this.appid, this.openid, this.subMchid, this.subAppid, this.subOpenid);
	}

	@Override
	public String toString() {
		return "ClearingInstitutionMiniProgramSignRequest[serviceId=%s, outContractCode=%s, notifyUrl=%s]"
			.formatted(this.serviceId, this.outContractCode, this.notifyUrl);
	}

	/**
	 * Builds a {@link ClearingInstitutionMiniProgramSignRequest}.
	 */
	public static final class Builder extends SignRequestBuilder<Builder> {

		private @Nullable String appid;

		private @Nullable String subAppid;

		private @Nullable String subMchid;

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
		 * Sets the payer, as the institution's appid knows it.
		 * @param openid the payer's openid under the institution's appid, at most 128
		 * ASCII characters without blanks
		 * @return this builder
		 */
		public Builder openid(String openid) {
			this.openid = openid;
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
		 * Builds the request.
		 * @return the request
		 * @throws InvalidFieldException if a value is missing or not of its form; the
		 * message names the field, not the value
		 */
		public ClearingInstitutionMiniProgramSignRequest build() {
			return new ClearingInstitutionMiniProgramSignRequest(this.appid,
					FieldRules.required("subAppid", this.subAppid), FieldRules.required("subMchid", this.subMchid),
					this.serviceId, FieldRules.required("outContractCode", this.outContractCode), this.notifyUrl,
					FieldRules.required("contractDisplayAccount", this.contractDisplayAccount), this.openid,
					this.subOpenid);
		}

	}

}
