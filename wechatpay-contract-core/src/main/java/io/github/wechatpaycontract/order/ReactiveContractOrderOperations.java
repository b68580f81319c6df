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
	 * <p>
	 * WeChat Pay takes them for two hours from the order on, as long as its session
	 * lives.
	 * @param appid the appid of the mini program that starts the payment, at most 32
	 * characters
	 * @param prepayId the order's session, {@code prepay_id}, at most 64 ASCII characters
	 * without blanks
	 * @return what the mini program hands over unchanged, or one of the errors listed at
	 * {@link ContractOrderOperations#payParameters}
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012530178">WeChat Pay:
	 * order with a contract</a>
	 */
	Mono<Map<String, String>> payParameters(String appid, String prepayId);

}
