package io.github.wechatpaycontract.sign;

import reactor.core.publisher.Mono;

/**
 * Keeps what is about to be signed, before it is sent: whatever happens then, there is a
 * record of it. A pre-entrust-sign whose intent could not be kept is not sent.
 */
@FunctionalInterface
public interface SignIntentRecorder {

	/**
	 * Keeps nothing.
	 */
	SignIntentRecorder NONE = (mchid, request) -> Mono.empty();

	/**
	 * Keeps an intent.
	 * @param mchid the merchant that is about to call
	 * @param request the request as it will be sent, with nothing left open
	 * @return completes once the intent is durable; with an error nothing is sent
	 */
	Mono<Void> record(String mchid, PreEntrustSignRequest request);

}
