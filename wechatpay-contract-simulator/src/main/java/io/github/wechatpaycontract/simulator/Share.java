package io.github.wechatpaycontract.simulator;

/**
 * A share of a sequence, spread evenly: with 0.5 every second one.
 */
final class Share {

	private double share;

	private double due;

	Share(double share) {
		set(share);
	}

	/**
	 * Changes the share and begins anew.
	 * @throws IllegalArgumentException if it is none
	 */
	synchronized void set(double share) {
		if (!(share >= 0 && share <= 1)) {
			throw new IllegalArgumentException("A share lies between 0 and 1, this is " + share);
		}
		this.share = share;
		this.due = 0;
	}

	/**
	 * Whether the next one belongs to the share.
	 */
	synchronized boolean takesNext() {
		this.due += this.share;
		if (this.due < 1) {
			return false;
		}
		this.due -= 1;
		return true;
	}

}
