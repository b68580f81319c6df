package io.github.wechatpaycontract.echo;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.client.BlockingBridge;

/**
 * The official self-test: a thin front on {@link ReactiveSecurityEcho} that waits.
 */
public final class SecurityEcho {

	private final ReactiveSecurityEcho reactive;

	/**
	 * Creates the self-test.
	 * @param reactive what makes the calls
	 */
	public SecurityEcho(ReactiveSecurityEcho reactive) {
		this.reactive = reactive;
	}

	/**
	 * Runs the self-test: {@code POST /v3/security/echo}. Returning proves the private
	 * key, its serial number, the platform key and both clocks; with a secret, encryption
	 * both ways; with a notify URL, WeChat Pay calls back with
	 * {@code SECURITY_ECHO.SUCCESS}.
	 * @param request what to send
	 * @throws InvalidFieldException if the {@code notifyUrl} is not {@code https} to a
	 * public host; nothing was sent
	 * @throws IllegalStateException on a thread that must not block, if there is no
	 * platform key yet to encrypt the secret with, or once the merchant was removed or
	 * the exchange closed; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call
	 * @throws WechatPayTransportException if no usable answer arrived;
	 * {@link WechatPayTransportException#isOutcomeUnknown()} tells whether anything may
	 * have been sent
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if something came back other than it was sent
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4014551946">WeChat Pay: the
	 * self-test</a>
	 */
	public void echo(SecurityEchoRequest request) {
		BlockingBridge.await(() -> this.reactive.echo(request).thenReturn(true), ReactiveSecurityEcho.class);
	}

}
