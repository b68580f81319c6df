package io.github.wechatpaycontract.order;

import org.jspecify.annotations.Nullable;

/**
 * An order of a service provider for a sub-merchant that uses a contract. At least one of
 * the openids is needed, and the sub-merchant's appid with its openid.
 *
 * @param spAppid the service provider's appid
 * @param subMchid the sub-merchant number
 * @param subAppid the sub-merchant's appid
 * @param spOpenid the payer under the service provider's appid
 * @param subOpenid the payer under the sub-merchant's appid
 * @param terms what is bought and which contract is used
 */
public record PartnerContractOrderRequest(String spAppid, String subMchid, @Nullable String subAppid,
		@Nullable String spOpenid, @Nullable String subOpenid, OrderTerms terms) {

	/**
	 * Checks the request.
	 */
	public PartnerContractOrderRequest {
		Rules.text("spAppid", Rules.required("spAppid", spAppid), 32);
		Rules.text("subMchid", Rules.required("subMchid", subMchid), 32);
		Rules.text("subAppid", subAppid, 32);
		Rules.text("spOpenid", spOpenid, 128);
		Rules.text("subOpenid", subOpenid, 128);
		Rules.check("spOpenid", spOpenid != null || subOpenid != null,
				"and 'subOpenid' are both missing; at least one is needed");
		Rules.check("subAppid", subOpenid == null || subAppid != null, "is missing beside 'subOpenid'");
	}

	/** The appid of the mini program that starts the payment. */
	String payingAppid() {
		return (this.subOpenid != null && this.subAppid != null) ? this.subAppid : this.spAppid;
	}

	@Override
	public String toString() {
		return "PartnerContractOrderRequest[spAppid=%s, subMchid=%s, outTradeNo=%s]".formatted(this.spAppid,
				this.subMchid, this.terms.outTradeNo());
	}

}
