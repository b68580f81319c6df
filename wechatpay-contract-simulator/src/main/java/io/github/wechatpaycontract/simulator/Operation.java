package io.github.wechatpaycontract.simulator;

/**
 * What the service does with one kind of request.
 */
@FunctionalInterface
interface Operation {

	/**
	 * Serves a call.
	 * @return the content of the answer, which becomes JSON with status 200
	 * @throws Refusal if the call is not taken
	 */
	Object serve(Call call) throws Refusal;

}
