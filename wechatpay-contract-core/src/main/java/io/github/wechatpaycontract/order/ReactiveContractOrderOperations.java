package io.github.wechatpaycontract.order;

import java.util.Map;

import reactor.core.publisher.Mono;

/**
 * Makes orders that use a contract, without blocking. Every {@code Mono} is cold:
 * subscribing sends, cancelling ends the call.
 */
public interface ReactiveContractOrderOperations {

	/**
	 * Makes an order of the direct merchant, like {@link ContractOrderOperations#jsapi}.
	 * @param request the order
	 * @return what the mini program needs to start the payment, or one of the errors
	 * listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012530178">WeChat Pay:
	 * order with a contract</a>
	 */
	Mono<ContractOrder> jsapi(ContractOrderRequest request);

	/**
	 * Makes an order of a service provider, like
	 * {@link ContractOrderOperations#partnerJsapi}.
	 * @param request the order
	 * @return what the mini program needs to start the payment, or one of the errors
	 * listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012688481">WeChat Pay:
	 * order of a partner with a contract</a>
	 */
	Mono<ContractOrder> partnerJsapi(PartnerContractOrderRequest request);

	/**
	 * Signs the parameters of {@code wx.requestPayment} anew; nothing is sent.
	 * @param appid the appid of the mini program that starts the payment
	 * @param prepayId the order's session
	 * @return what the mini program hands over unchanged
	 */
	Mono<Map<String, String>> payParameters(String appid, String prepayId);

}
