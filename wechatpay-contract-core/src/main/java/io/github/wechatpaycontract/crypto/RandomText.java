package io.github.wechatpaycontract.crypto;

import java.security.SecureRandom;

/**
 * Random texts of letters and digits, for nonces and numbers nobody can guess.
 */
public final class RandomText {

	private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	private RandomText() {
	}

	/**
	 * Returns a random text of ASCII letters and digits, some 5.95 bits each.
	 * @param random the source of randomness
	 * @param length the number of characters
	 * @return the text
	 */
	public static String alphanumeric(SecureRandom random, int length) {
		StringBuilder text = new StringBuilder(length);
		random.ints(length, 0, ALPHABET.length()).forEach((index) -> text.append(ALPHABET.charAt(index)));
		return text.toString();
	}

}
