package io.github.wechatpaycontract.simulator;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Random texts: nonces, numbers and identifiers.
 */
final class Tokens {

	private static final String DIGITS = "0123456789";

	private static final String HEX = "0123456789ABCDEF";

	private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	private final RandomGenerator random = new SecureRandom();

	String digits(int length) {
		return pick(DIGITS, length);
	}

	String hex(int length) {
		return pick(HEX, length);
	}

	String alphanumeric(int length) {
		return pick(ALPHANUMERIC, length);
	}

	/**
	 * A Request-ID: its last part is an internal error number, 0 for success.
	 */
	String requestId(long errorNumber) {
		return "08" + hex(40) + "-" + errorNumber;
	}

	private String pick(String alphabet, int length) {
		StringBuilder text = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			text.append(alphabet.charAt(this.random.nextInt(alphabet.length())));
		}
		return text.toString();
	}

}
