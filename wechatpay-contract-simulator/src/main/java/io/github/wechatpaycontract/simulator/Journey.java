package io.github.wechatpaycontract.simulator;

import java.time.Duration;

/**
 * What becomes of a notification on its way.
 *
 * @param copies how many arrive at the same time
 * @param lost whether none does
 * @param delay how much later they do
 */
record Journey(int copies, boolean lost, Duration delay) {

	static final Journey STRAIGHT = new Journey(1, false, Duration.ZERO);

	Journey and(Journey other) {
		return new Journey(Math.max(this.copies, other.copies), this.lost || other.lost, this.delay.plus(other.delay));
	}

}
