package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.text.PlainText;

/**
 * Makes display accounts of any name. Never used unasked: what is shown to the payer is
 * the merchant's choice.
 */
public final class DisplayAccounts {

	static final int MAX_LENGTH = 32;

	/** Of lines and of paragraphs. */
	private static final String SEPARATORS = "\u2028\u2029";

	private DisplayAccounts() {
	}

	/**
	 * Returns a text fit for {@code contract_display_account}: without emoji, other
	 * characters beyond the Basic Multilingual Plane and control characters, trimmed and
	 * cut at 32.
	 * @param name any name, such as a WeChat nickname
	 * @param fallback what to return when nothing is left
	 * @return the display account
	 * @throws IllegalArgumentException if the fallback is needed and unfit itself
	 */
	public static String sanitize(String name, String fallback) {
		StringBuilder kept = new StringBuilder();
		name.codePoints().filter(DisplayAccounts::isAllowed).forEach(kept::appendCodePoint);
		String text = kept.toString().strip();
		String cut = (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH).strip() : text;
		if (cut.isEmpty() && !isValid(fallback)) {
			throw new IllegalArgumentException("The fallback is no display account itself");
		}
		return cut.isEmpty() ? fallback : cut;
	}

	static boolean isValid(String text) {
		return PlainText.fits(text, MAX_LENGTH, DisplayAccounts::isAllowed);
	}

	private static boolean isAllowed(int codePoint) {
		return PlainText.isPlain(codePoint) && SEPARATORS.indexOf(codePoint) == -1;
	}

}
