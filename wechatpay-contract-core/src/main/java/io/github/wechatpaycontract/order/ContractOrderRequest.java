package io.github.wechatpaycontract.order;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.text.FieldRules;

/**
 * An order of the direct merchant that uses a contract:
 * {@code POST /v3/pay/transactions/jsapi-with-contract}.
 *
 * @param appid {@code appid}: the appid of the mini program, at most 32 characters
 * @param openid {@code payer.openid}: the payer's openid under the appid, at most 128
 * ASCII characters without blanks
 * @param terms what is bought and which contract is used
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012530178">WeChat Pay: order
 * with a contract</a>
 */
public record ContractOrderRequest(String appid, String openid, OrderTerms terms) {

	/**
	 * Checks the request.
	 * @throws InvalidFieldException if a value is missing or not of its form
	 */
	public ContractOrderRequest {
		FieldRules.appid("appid", FieldRules.required("appid", appid));
		FieldRules.openid("openid", FieldRules.required("openid", openid));
		FieldRules.required("terms", terms);
	}

	@Override
	public String toString() {
		return "ContractOrderRequest[appid=%s, outTradeNo=%s]".formatted(this.appid, this.terms.outTradeNo());
	}

}
