package io.github.wechatpaycontract.order;

import java.util.Map;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;

/**
 * Makes orders that use a contract, so that the payer pays without a password, and waits
 * for the answer. On an event loop use {@link ReactiveContractOrderOperations}.
 * <p>
 * A deduction without the payer present is not documented for this product.
 */
public interface ContractOrderOperations {

	/**
	 * Makes an order of the direct merchant:
	 * {@code POST /v3/pay/transactions/jsapi-with-contract}.
	 * @param request the order
	 * @return what the mini program needs to start the payment
	 * @throws IllegalArgumentException if WeChat Pay would not call the
	 * {@code notifyUrl}; nothing was sent
	 * @throws IllegalStateException on a thread that must not block; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call
	 * @throws WechatPayTransportException if no answer arrived within the call timeout;
	 * repeat only with the same {@code outTradeNo} and identical terms
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but incomplete
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012530178">WeChat Pay:
	 * order with a contract</a>
	 */
	ContractOrder jsapi(ContractOrderRequest request);

	/**
	 * Makes an order of a service provider for a sub-merchant:
	 * {@code POST /v3/pay/partner/transactions/jsapi-with-contract}.
	 * @param request the order
	 * @return what the mini program needs to start the payment
	 * @throws IllegalArgumentException if WeChat Pay would not call the
	 * {@code notifyUrl}; nothing was sent
	 * @throws IllegalStateException on a thread that must not block; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call
	 * @throws WechatPayTransportException if no answer arrived within the call timeout;
	 * repeat only with the same {@code outTradeNo} and identical terms
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but incomplete
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012688481">WeChat Pay:
	 * order of a partner with a contract</a>
	 */
	ContractOrder partnerJsapi(PartnerContractOrderRequest request);

	/**
	 * Signs the parameters of {@code wx.requestPayment} anew; nothing is sent.
	 * @param appid the appid of the mini program that starts the payment
	 * @param prepayId the order's session
	 * @return what the mini program hands over unchanged
	 */
	Map<String, String> payParameters(String appid, String prepayId);

}
