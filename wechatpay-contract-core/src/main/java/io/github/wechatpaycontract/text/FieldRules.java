package io.github.wechatpaycontract.text;

import io.github.wechatpaycontract.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of requests may hold. A message names the field and the rule, never the
 * value. An absent value breaks no rule but {@link #required}.
 */
public final class FieldRules {

	private static final AsciiText CODE = AsciiText.of(AsciiText.ALPHANUMERIC, 1, 32);

	private static final AsciiText APPID = AsciiText.of(AsciiText.ALPHANUMERIC + "_-", 1, 32);

	private static final AsciiText OPENID = AsciiText.visible(1, 128);

	private static final AsciiText PREPAY_ID = AsciiText.visible(1, 64);

	private static final AsciiText CONTRACT_ID = AsciiText.visible(1, 32);

	private FieldRules() {
	}

	/**
	 * Checks that a value is there.
	 * @param <T> its type
	 * @param field the field
	 * @param value the value
	 * @return the value
	 * @throws InvalidFieldException if it is {@code null} or a blank text
	 */
	public static <T> T required(String field, @Nullable T value) {
		if (value == null || (value instanceof String text && text.isBlank())) {
			throw new InvalidFieldException(field, "is missing");
		}
		return value;
	}

	/**
	 * Checks that one of two values is there.
	 * @param left a field
	 * @param leftValue its value
	 * @param right the other field
	 * @param rightValue its value
	 * @throws InvalidFieldException if both are {@code null}
	 */
	public static void oneOf(String left, @Nullable String leftValue, String right, @Nullable String rightValue) {
		check(left, leftValue != null || rightValue != null,
				"and '" + right + "' are both missing; at least one is needed");
	}

	/**
	 * Checks the id of a password-free service.
	 * @param field the field
	 * @param value the value
	 * @throws InvalidFieldException if it is not positive
	 */
	public static void serviceId(String field, @Nullable Long value) {
		check(field, value == null || value > 0, "must be positive");
	}

	/**
	 * Checks the merchant's number of a contract.
	 * @param field the field
	 * @param value the value
	 * @throws InvalidFieldException if it is of another form
	 */
	public static void outContractCode(String field, @Nullable String value) {
		check(field, value == null || CODE.test(value), "must be 1 to 32 ASCII letters and digits");
	}

	/**
	 * Checks an appid.
	 * @param field the field
	 * @param value the value
	 * @throws InvalidFieldException if it is of another form
	 */
	public static void appid(String field, @Nullable String value) {
		check(field, value == null || APPID.test(value), "must be 1 to 32 ASCII letters, digits, '_' or '-'");
	}

	/**
	 * Checks a merchant number.
	 * @param field the field
	 * @param value the value
	 * @throws InvalidFieldException if it is of another form
	 */
	public static void mchid(String field, @Nullable String value) {
		check(field, value == null || CODE.test(value), "must be 1 to 32 letters and digits");
	}

	/**
	 * Checks an openid.
	 * @param field the field
	 * @param value the value
	 * @throws InvalidFieldException if it is of another form
	 */
	public static void openid(String field, @Nullable String value) {
		check(field, value == null || OPENID.test(value), "must be 1 to 128 ASCII characters without blanks");
	}

	/**
	 * Checks an order's session.
	 * @param field the field
	 * @param value the value
	 * @throws InvalidFieldException if it is of another form
	 */
	public static void prepayId(String field, @Nullable String value) {
		check(field, value == null || PREPAY_ID.test(value), "must be 1 to 64 ASCII characters without blanks");
	}

	/**
	 * Checks WeChat Pay's id of a contract.
	 * @param field the field
	 * @param value the value
	 * @throws InvalidFieldException if it is of another form
	 */
	public static void contractId(String field, @Nullable String value) {
		check(field, value == null || CONTRACT_ID.test(value), "must be 1 to 32 ASCII characters without blanks");
	}

	/**
	 * Checks a {@link PlainText}.
	 * @param field the field
	 * @param value the value
	 * @param maxLength how many characters it may have
	 * @throws InvalidFieldException if it is blank, longer or not plain
	 */
	public static void text(String field, @Nullable String value, int maxLength) {
		check(field, value == null || PlainText.fits(value, maxLength), PlainText.rule(maxLength));
	}

	/**
	 * Checks anything else.
	 * @param field the field
	 * @param holds whether its rule holds
	 * @param rule the rule, to follow the name of the field
	 * @throws InvalidFieldException if it does not hold
	 */
	public static void check(String field, boolean holds, String rule) {
		if (!holds) {
			throw new InvalidFieldException(field, rule);
		}
	}

}
