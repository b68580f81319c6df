package io.github.wechatpaycontract.sign;

import io.github.wechatpaycontract.text.PlainText;

/**
 * Makes display accounts of any name. Never used unasked: what is shown to the payer is
 * the merchant's choice.
 */
public final class DisplayAccounts {

	static final int MAX_LENGTH = 32;

	static final String RULE = PlainText.rule(MAX_LENGTH)
			+ ", with something to see and nothing that turns the direction of writing";

	/** Of lines and of paragraphs. */
	private static final String SEPARATORS = "\u2028\u2029";

	/** Embeddings, overrides and isolates: they show a name other than it is. */
	private static final String TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

	/** Letters and symbols by their category, of which nothing is seen. */
	private static final String FILLERS = "\u115f\u1160\u2800\u3164\uffa0";

	private static final char KEYCAP = '\u20e3';

	private DisplayAccounts() {
	}

	/**
	 * Returns a text fit for {@code contract_display_account}: no character beyond the
	 * Basic Multilingual Plane, so hardly any emoji, nothing that joins or varies emoji,
	 * no control and no format character, trimmed and cut at 32.
	 * @param name any name, such as a WeChat nickname
	 * @param fallback what to return when nothing is left that can be seen
	 * @return the display account
	 * @throws IllegalArgumentException if the fallback is needed and unfit itself
	 */
	public static String sanitize(String name, String fallback) {
		StringBuilder kept = new StringBuilder();
		name.codePoints().filter(DisplayAccounts::isKept).forEach(kept::appendCodePoint);
		String text = kept.toString().strip();
		String cut = (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH).strip() : text;
		if (isValid(cut)) {
			return cut;
		}
		if (!isValid(fallback)) {
			throw new IllegalArgumentException("The fallback is no display account itself");
		}
		return fallback;
	}

	static boolean isValid(String text) {
		return PlainText.fits(text, MAX_LENGTH, DisplayAccounts::isAllowed)
				&& text.chars().anyMatch(DisplayAccounts::isVisible);
	}

	private static boolean isAllowed(int codePoint) {
		return PlainText.isPlain(codePoint) && SEPARATORS.indexOf(codePoint) == -1 && TURNS.indexOf(codePoint) == -1;
	}

	private static boolean isKept(int codePoint) {
		return isAllowed(codePoint) && Character.getType(codePoint) != Character.FORMAT && codePoint != KEYCAP
				&& !isVariationSelector(codePoint);
	}

	private static boolean isVariationSelector(int codePoint) {
		return codePoint >= '\ufe00' && codePoint <= '\ufe0f';
	}

	private static boolean isVisible(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.FORMAT, Character.SPACE_SEPARATOR, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK ->
				false;
			default -> FILLERS.indexOf(codePoint) == -1;
		};
	}

}
