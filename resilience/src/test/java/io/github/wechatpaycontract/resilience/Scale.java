package io.github.wechatpaycontract.resilience;

import java.time.Duration;

/**
 * How much the tests do.
 */
final class Scale {

	private Scale() {
	}

	/**
	 * Returns how long an answer may take: in the profile "torture", where nothing else
	 * runs beside it, not longer than said; in the default build, where other modules are
	 * tested on the same cores, three times that.
	 */
	static Duration patience(Duration alone) {
		return alone.multipliedBy(of(3, 1));
	}

	/** Returns the first in the default build, the second in the profile "torture". */
	static int of(int scaled, int full) {
		return System.getProperty("resilience.scale", "short").equals("full") ? full : scaled;
	}

}
