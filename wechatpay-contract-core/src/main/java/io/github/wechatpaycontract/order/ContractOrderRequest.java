package io.github.wechatpaycontract.order;

/**
 * An order of the direct merchant that uses a contract.
 *
 * @param appid the appid of the mini program
 * @param openid the payer under the appid
 * @param terms what is bought and which contract is used
 */
public record ContractOrderRequest(String appid, String openid, OrderTerms terms) {

	/**
	 * Checks the request.
	 */
	public ContractOrderRequest {
		Rules.text("appid", Rules.required("appid", appid), 32);
		Rules.text("openid", Rules.required("openid", openid), 128);
	}

	@Override
	public String toString() {
		return "ContractOrderRequest[appid=%s, outTradeNo=%s]".formatted(this.appid, this.terms.outTradeNo());
	}

}
