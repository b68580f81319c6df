package io.github.wechatpaycontract.text;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Texts of certain ASCII characters and a certain length. Every call tests a dozen, so
 * none of these tests leaves garbage, as a regular expression does.
 */
public final class AsciiText implements Predicate<String> {

	/**
	 * The decimal digits.
	 */
	public static final String DIGITS = "0123456789";

	/**
	 * The letters in lower case.
	 */
	public static final String LOWER_CASE = "abcdefghijklmnopqrstuvwxyz";

	/**
	 * Digits and letters.
	 */
	public static final String ALPHANUMERIC = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + LOWER_CASE;

	private static final int ASCII = 128;

	private final boolean[] characters;

	private final int minLength;

	private final int maxLength;

	private AsciiText(boolean[] characters, int minLength, int maxLength) {
		this.characters = characters;
		this.minLength = minLength;
		this.maxLength = maxLength;
	}

	/**
	 * Describes texts.
	 * @param characters the ASCII characters they consist of
	 * @param minLength how many characters they have at least
	 * @param maxLength how many characters they have at most
	 * @return what tests them
	 */
	public static AsciiText of(String characters, int minLength, int maxLength) {
		boolean[] allowed = new boolean[ASCII];
		for (char c : characters.toCharArray()) {
			allowed[c] = true;
		}
		return new AsciiText(allowed, minLength, maxLength);
	}

	/**
	 * Describes texts of visible characters: no blank, no control character.
	 * @param minLength how many characters they have at least
	 * @param maxLength how many characters they have at most
	 * @return what tests them
	 */
	public static AsciiText visible(int minLength, int maxLength) {
		return visibleExcept("", minLength, maxLength);
	}

	/**
	 * Describes texts of visible characters, but for some.
	 * @param others the visible ASCII characters they may not hold
	 * @param minLength how many characters they have at least
	 * @param maxLength how many characters they have at most
	 * @return what tests them
	 */
	public static AsciiText visibleExcept(String others, int minLength, int maxLength) {
		boolean[] allowed = new boolean[ASCII];
		Arrays.fill(allowed, '!', '~' + 1, true);
		for (char c : others.toCharArray()) {
			allowed[c] = false;
		}
		return new AsciiText(allowed, minLength, maxLength);
	}

	@Override
	public boolean test(String text) {
		int length = text.length();
		if (length < this.minLength || length > this.maxLength) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			char c = text.charAt(i);
			if (c >= ASCII || !this.characters[c]) {
				return false;
			}
		}
		return true;
	}

}
