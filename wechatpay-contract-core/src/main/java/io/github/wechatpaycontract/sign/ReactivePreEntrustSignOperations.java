package io.github.wechatpaycontract.sign;

import reactor.core.publisher.Mono;

/**
 * Opens signing sessions for the direct merchant without blocking. Every {@code Mono} is
 * cold: subscribing sends, cancelling ends the call, {@code toFuture()} makes a
 * {@link java.util.concurrent.CompletableFuture} of it.
 */
public interface ReactivePreEntrustSignOperations {

	/**
	 * Opens a signing session for a mini program, like
	 * {@link PreEntrustSignOperations#miniProgram(MiniProgramSignRequest)}.
	 * @param request the request; defaults fill what it leaves open
	 * @return the session to hand to the mini program, or one of the errors listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472870">WeChat Pay:
	 * mini-program pre-entrust-sign</a>
	 */
	Mono<MiniProgramSignSession> miniProgram(MiniProgramSignRequest request);

}
