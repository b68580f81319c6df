package io.github.wechatpaycontract.resilience;

/**
 * How much the tests do.
 */
final class Scale {

	private Scale() {
	}

	/** Returns the first in the default build, the second in the profile "torture". */
	static int of(int scaled, int full) {
		return System.getProperty("resilience.scale", "short").equals("full") ? full : scaled;
	}

}
