package io.github.wechatpaycontract.benchmarks.load;

/**
 * Callers at work.
 */
public interface Callers {

	/**
	 * Sets the callers to work.
	 * @param count how many
	 * @param tally what they tell their calls
	 */
	void start(int count, Tally tally);

	/**
	 * Lets every caller finish its call.
	 * @throws InterruptedException if nobody waits any more
	 */
	void stop() throws InterruptedException;

}
