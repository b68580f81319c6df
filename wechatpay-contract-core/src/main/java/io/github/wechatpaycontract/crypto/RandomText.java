package io.github.wechatpaycontract.crypto;

import java.security.SecureRandom;

import io.github.wechatpaycontract.text.AsciiText;

/**
 * Random texts of letters and digits, for nonces and numbers nobody can guess.
 */
public final class RandomText {

	private static final String ALPHABET = AsciiText.ALPHANUMERIC;

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
		byte[] bytes = new byte[length + length / 4];
		while (text.length() < length) {
			random.nextBytes(bytes);
			append(text, bytes, length);
		}
		return text.toString();
	}

	/** Six bits choose a character; the two values that stand for none are skipped. */
	private static void append(StringBuilder text, byte[] bytes, int length) {
		for (int i = 0; i < bytes.length && text.length() < length; i++) {
			int index = bytes[i] & 0x3f;
			if (index < ALPHABET.length()) {
				text.append(ALPHABET.charAt(index));
			}
		}
	}

}
