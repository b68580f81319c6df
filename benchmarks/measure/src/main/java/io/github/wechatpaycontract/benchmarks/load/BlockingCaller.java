package io.github.wechatpaycontract.benchmarks.load;

/**
 * Makes a call and waits for its answer.
 */
@FunctionalInterface
public interface BlockingCaller {

	/**
	 * Makes the call.
	 * @throws Exception if it fails
	 */
	void call() throws Exception;

}
