package io.github.wechatpaycontract.sign;

import reactor.core.publisher.Mono;

/**
 * The scenes of {@link SignScenes} without blocking. Every {@code Mono} is cold:
 * subscribing sends, cancelling ends the call, {@code toFuture()} makes a
 * {@link java.util.concurrent.CompletableFuture} of it.
 *
 * @param <M> what opens a session for a mini program
 * @param <P> what offers the contract after a payment
 */
public interface ReactiveSignScenes<M extends PreEntrustSignRequest, P extends PreEntrustSignRequest> {

	/**
	 * Opens a signing session for a mini program, like {@link SignScenes#miniProgram}.
	 * @param request the request; defaults fill what it leaves open
	 * @return the session to hand to the mini program, or one of the errors listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472870">WeChat Pay:
	 * mini-program pre-entrust-sign</a>
	 */
	Mono<MiniProgramSignSession> miniProgram(M request);

	/**
	 * Offers the contract after a payment, like {@link SignScenes#payRedirect}.
	 * @param request the request; defaults fill what it leaves open
	 * @return what WeChat Pay accepted, or one of the errors listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472874">WeChat Pay:
	 * pre-entrust-sign after a payment</a>
	 */
	Mono<PayRedirectSign> payRedirect(P request);

	/**
	 * Offers the contract after a payment, like {@link SignScenes#tryPayRedirect}.
	 * @param request the request; defaults fill what it leaves open
	 * @return what WeChat Pay accepted, or why there will be no offer; never an
	 * exception, whatever fails
	 */
	Mono<PayRedirectSignOutcome> tryPayRedirect(P request);

}
