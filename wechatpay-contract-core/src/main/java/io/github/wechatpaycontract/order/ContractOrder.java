package io.github.wechatpaycontract.order;

import java.util.Map;

/**
 * An order, ready to be paid.
 *
 * @param prepayId the order's session, valid for two hours
 * @param payParameters what the mini program hands to {@code wx.requestPayment},
 * unchanged: {@code timeStamp}, {@code nonceStr}, {@code package}, {@code signType},
 * {@code paySign}
 */
public record ContractOrder(String prepayId, Map<String, String> payParameters) {

	/** Without the parameters: who holds them can start the payment. */
	@Override
	public String toString() {
		return "ContractOrder[prepayId=%s]".formatted(this.prepayId);
	}

}
