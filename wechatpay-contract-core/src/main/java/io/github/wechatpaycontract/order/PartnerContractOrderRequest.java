package io.github.wechatpaycontract.order;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.text.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * An order of a service provider for a sub-merchant that uses a contract:
 * {@code POST /v3/pay/partner/transactions/jsapi-with-contract}. At least one of the
 * openids is needed, and the sub-merchant's appid with its openid.
 *
 * @param spAppid {@code sp_appid}: the service provider's appid, at most 32 characters
 * @param subMchid {@code sub_mchid}: the sub-merchant number, at most 32 letters and
 * digits
 * @param subAppid {@code sub_appid}: the sub-merchant's appid, at most 32 characters
 * @param spOpenid {@code payer.sp_openid}: the payer's openid under the service
 * provider's appid, at most 128 ASCII characters without blanks
 * @param subOpenid {@code payer.sub_openid}: the payer's openid under the sub-merchant's
 * appid, at most 128 ASCII characters without blanks
 * @param terms what is bought and which contract is used
 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012688481">WeChat Pay: order of
 * a partner with a contract</a>
 */
public record PartnerContractOrderRequest(String spAppid, String subMchid, @Nullable String subAppid,
		@Nullable String spOpenid, @Nullable String subOpenid, OrderTerms terms) {

	/**
	 * Checks the request.
	 * @throws InvalidFieldException if a value is missing or not of its form
	 */
	public PartnerContractOrderRequest {
		FieldRules.appid("spAppid", FieldRules.required("spAppid", spAppid));
		FieldRules.mchid("subMchid", FieldRules.required("subMchid", subMchid));
		FieldRules.appid("subAppid", subAppid);
		FieldRules.openid("spOpenid", spOpenid);
		FieldRules.openid("subOpenid", subOpenid);
		FieldRules.oneOf("spOpenid", spOpenid, "subOpenid", subOpenid);
		FieldRules.check("subAppid", subOpenid == null || subAppid != null, "is missing beside 'subOpenid'");
		FieldRules.required("terms", terms);
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
