package io.github.wechatpaycontract.text;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Texts of certain ASCII characters and a certain length. Every call tests a dozen, so
 * none of these tests leaves garbage, as a regular expression does.
 */
public final class AsciiText implements Predicate<String> {

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
	 * @param characterClass what they consist of, as a regular expression for one
	 * character
	 * @param minLength how many characters they have at least
	 * @param maxLength how many characters they have at most
	 * @return what tests them
	 */
	public static AsciiText of(String characterClass, int minLength, int maxLength) {
		Pattern pattern = Pattern.compile(characterClass);
		boolean[] characters = new boolean[ASCII];
		for (char c = 0; c < ASCII; c++) {
			characters[c] = pattern.matcher(Character.toString(c)).matches();
		}
		return new AsciiText(characters, minLength, maxLength);
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
