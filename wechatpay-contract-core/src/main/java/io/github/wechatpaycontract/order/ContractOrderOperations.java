package io.github.wechatpaycontract.order;

import java.util.Map;

import io.github.wechatpaycontract.InvalidFieldException;
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
	 * @throws InvalidFieldException if the {@code notifyUrl} is not {@code https} to a
	 * public host; nothing was sent
	 * @throws IllegalStateException on a thread that must not block, or once the merchant
	 * was removed or the exchange closed; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call
	 * @throws WechatPayTransportException if no usable answer arrived;
	 * {@link WechatPayTransportException#isOutcomeUnknown()} tells whether anything may
	 * have been sent. Repeat only with the same {@code outTradeNo} and identical terms
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
	 * <p>
	 * The answer is signed for the mini program of the sub-merchant's appid if the
	 * request names the payer by {@code subOpenid}, else for that of the service
	 * provider's. For the other, call {@link #payParameters}.
	 * @param request the order
	 * @return what the mini program needs to start the payment
	 * @throws InvalidFieldException if the {@code notifyUrl} is not {@code https} to a
	 * public host; nothing was sent
	 * @throws IllegalStateException on a thread that must not block, or once the merchant
	 * was removed or the exchange closed; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call
	 * @throws WechatPayTransportException if no usable answer arrived;
	 * {@link WechatPayTransportException#isOutcomeUnknown()} tells whether anything may
	 * have been sent. Repeat only with the same {@code outTradeNo} and identical terms
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but incomplete
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012688481">WeChat Pay:
	 * order of a partner with a contract</a>
	 */
	ContractOrder partnerJsapi(PartnerContractOrderRequest request);

	/**
	 * Signs the parameters of {@code wx.requestPayment} anew; nothing is sent.
	 * <p>
	 * WeChat Pay takes them for two hours from the order on, as long as its session
	 * lives.
	 * @param appid the appid of the mini program that starts the payment, at most 32
	 * characters
	 * @param prepayId the order's session, {@code prepay_id}, at most 64 ASCII characters
	 * without blanks
	 * @return what the mini program hands over unchanged
	 * @throws InvalidFieldException if one of them is missing or not of its form
	 * @throws IllegalStateException on a thread that must not block
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012530178">WeChat Pay:
	 * order with a contract</a>
	 */
	Map<String, String> payParameters(String appid, String prepayId);

}
