package io.github.wechatpaycontract.faults;

/**
 * How much the tests of this package do: part of it with every build, all of it with
 * {@code -Ptorture}, which is for a machine that has nothing else to do.
 */
final class Scale {

	private Scale() {
	}

	static boolean isFull() {
		return System.getProperty("faults.scale", "short").equals("full");
	}

	static int of(int scaled, int full) {
		return isFull() ? full : scaled;
	}

}
