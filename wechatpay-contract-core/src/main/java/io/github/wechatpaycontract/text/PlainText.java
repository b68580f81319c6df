package io.github.wechatpaycontract.text;

import java.util.function.IntPredicate;

/**
 * Text that WeChat Pay takes: well-formed, without control characters and with no
 * character beyond the Basic Multilingual Plane, so with hardly any emoji.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012081709">WeChat Pay: basic
 * rules</a>
 */
public final class PlainText {

	/**
	 * What a plain text consists of, to follow what it must be.
	 */
	public static final String CHARACTERS = "without control characters and without characters beyond the"
			+ " Basic Multilingual Plane, such as most emoji";

	private PlainText() {
	}

	/**
	 * Returns whether a text is plain, not blank and not too long.
	 * @param text the text
	 * @param maxLength how many characters it may have
	 * @return whether it obeys {@link #rule}
	 */
	public static boolean fits(String text, int maxLength) {
		return fits(text, maxLength, PlainText::isPlain);
	}

	/**
	 * Returns whether a text is not blank, not too long and of certain characters only.
	 * @param text the text
	 * @param maxLength how many characters it may have
	 * @param allowed whether a character, or half a surrogate pair, may stand in it
	 * @return whether it is all of this
	 */
	public static boolean fits(String text, int maxLength, IntPredicate allowed) {
		if (text.isBlank() || text.length() > maxLength) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			if (!allowed.test(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns whether a character may stand in a plain text.
	 * @param codePoint the character, or half a surrogate pair
	 * @return whether it is plain
	 */
	public static boolean isPlain(int codePoint) {
		return Character.isBmpCodePoint(codePoint) && !Character.isSurrogate((char) codePoint)
				&& !Character.isISOControl(codePoint);
	}

	/**
	 * Returns what {@link #fits} demands, to follow the name of a field.
	 * @param maxLength how many characters a text may have
	 * @return the rule
	 */
	public static String rule(int maxLength) {
		return "must be 1 to " + maxLength + " characters, " + CHARACTERS;
	}

}
