package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;

/**
 * Opens signing sessions for the direct merchant and waits for the answer. On an event
 * loop use {@link ReactivePreEntrustSignOperations}.
 */
public interface PreEntrustSignOperations {

	/**
	 * Opens a signing session for a mini program:
	 * {@code POST /v3/password-exempt-contract/contracts/normal/pre-entrust-sign/mini-program}.
	 * <p>
	 * The session is valid for two hours. WeChat Pay notifies {@code notifyUrl} when the
	 * payer signs and stays silent when that fails or never comes. The identical request
	 * may be repeated after a lost answer.
	 * @param request the request; defaults fill what it leaves open
	 * @return the session to hand to the mini program
	 * @throws InvalidFieldException if a required value is in neither of them
	 * @throws IllegalStateException on a thread that must not block; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call: 400
	 * {@code PARAM_ERROR} or {@code INVALID_REQUEST}, 401 {@code SIGN_ERROR}, 403
	 * {@code NO_AUTH}, 429, 500 {@code SYSTEM_ERROR}, 502, 503, or a code not known yet
	 * @throws WechatPayTransportException if no answer arrived within the call timeout
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but incomplete, or
	 * repeats another merchant, service or contract number than was sent
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472870">WeChat Pay:
	 * mini-program pre-entrust-sign</a>
	 */
	MiniProgramSignSession miniProgram(MiniProgramSignRequest request);

}
