package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;

/**
 * The scenes in which a payer signs, for one kind of caller: {@code POST
 * /v3/password-exempt-contract/contracts/{mode}/pre-entrust-sign/{scene}}.
 *
 * @param <M> what opens a session for a mini program
 * @param <P> what offers the contract after a payment
 */
public interface SignScenes<M extends PreEntrustSignRequest, P extends PreEntrustSignRequest> {

	/**
	 * Opens a signing session for a mini program: {@code POST
	 * …/{mode}/pre-entrust-sign/mini-program}.
	 * <p>
	 * The session is valid for two hours. WeChat Pay notifies {@code notifyUrl} when the
	 * payer signs and stays silent when that fails or never comes. The identical request
	 * may be repeated after a lost answer.
	 * @param request the request; defaults fill what it leaves open
	 * @return the session to hand to the mini program
	 * @throws InvalidFieldException if a required value is in neither of them, or the
	 * {@code notifyUrl} is not {@code https} to a public host; nothing was sent
	 * @throws IllegalStateException on a thread that must not block, if a ledger has the
	 * number for somebody else or for a contract that was signed, cannot write it down in
	 * time, or is asked inside one of its own transactions, or once the merchant was
	 * removed or the exchange closed; nothing was sent. Nor is anything when the ledger's
	 * store fails, whose exception comes out as it is
	 * @throws WechatPayApiException if WeChat Pay refused the call: 400
	 * {@code PARAM_ERROR} or {@code INVALID_REQUEST}, 401 {@code SIGN_ERROR}, 403
	 * {@code NO_AUTH}, 429, 500 {@code SYSTEM_ERROR}, 502, 503, or a code not known yet
	 * @throws WechatPayTransportException if no usable answer arrived;
	 * {@link WechatPayTransportException#isOutcomeUnknown()} tells whether anything may
	 * have been sent
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but incomplete, or
	 * repeats another merchant, service or contract number than was sent
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472870">WeChat Pay:
	 * mini-program pre-entrust-sign</a>
	 */
	MiniProgramSignSession miniProgram(M request);

	/**
	 * Offers the contract after a payment: {@code POST
	 * …/{mode}/pre-entrust-sign/pay-redirect-sign}.
	 * <p>
	 * Call it after the order was made and before the mini program starts the payment.
	 * The payer is offered the contract if the payment succeeds within two hours. There
	 * is no session to hand over; WeChat Pay notifies as for {@link #miniProgram}.
	 * @param request the request; defaults fill what it leaves open
	 * @return what WeChat Pay accepted
	 * @throws InvalidFieldException if a required value is in neither of them, or the
	 * {@code notifyUrl} is not {@code https} to a public host; nothing was sent
	 * @throws IllegalStateException on a thread that must not block, if a ledger has the
	 * number for somebody else or for a contract that was signed, cannot write it down in
	 * time, or is asked inside one of its own transactions, or once the merchant was
	 * removed or the exchange closed; nothing was sent. Nor is anything when the ledger's
	 * store fails, whose exception comes out as it is
	 * @throws WechatPayApiException if WeChat Pay refused the call, as for
	 * {@link #miniProgram}
	 * @throws WechatPayTransportException if no usable answer arrived;
	 * {@link WechatPayTransportException#isOutcomeUnknown()} tells whether anything may
	 * have been sent
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but incomplete or
	 * another's
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472874">WeChat Pay:
	 * pre-entrust-sign after a payment</a>
	 */
	PayRedirectSign payRedirect(P request);

	/**
	 * Offers the contract after a payment like {@link #payRedirect} and reports failure
	 * as a value, whatever fails: the payment goes on without the offer and must not stop
	 * for it.
	 * @param request the request; defaults fill what it leaves open
	 * @return what WeChat Pay accepted, or why there will be no offer
	 * @throws IllegalStateException on a thread that must not block; nothing was sent
	 */
	PayRedirectSignOutcome tryPayRedirect(P request);

}
