package io.github.wechatpaycontract.sign;

import java.util.function.Predicate;

import io.github.wechatpaycontract.text.AsciiText;
import io.github.wechatpaycontract.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of a request may hold. A message names the field and the rule, never
 * the value. An absent value breaks no rule but {@link #required}.
 */
final class FieldRules {

	private static final AsciiText CODE = AsciiText.of(AsciiText.ALPHANUMERIC, 1, 32);

	private static final AsciiText APPID = AsciiText.of(AsciiText.ALPHANUMERIC + "_-", 1, 32);

	private static final AsciiText OPENID = AsciiText.visible(1, 128);

	private static final AsciiText PREPAY_ID = AsciiText.visible(1, 64);

	private static final String DISPLAY_ACCOUNT = PlainText.rule(DisplayAccounts.MAX_LENGTH);

	private FieldRules() {
	}

	static <T> T required(String field, @Nullable T value) {
		if (value == null || (value instanceof String text && text.isBlank())) {
			throw new InvalidFieldException(field, "is missing");
		}
		return value;
	}

	static <T> T either(String field, @Nullable T own, @Nullable T common) {
		return required(field, (own != null) ? own : common);
	}

	static void oneOf(String left, @Nullable String leftValue, String right, @Nullable String rightValue) {
		if (leftValue == null && rightValue == null) {
			throw new InvalidFieldException(left, "and '" + right + "' are both missing; at least one is needed");
		}
	}

	static void common(@Nullable Long serviceId, @Nullable String outContractCode,
			@Nullable String contractDisplayAccount) {
		serviceId("serviceId", serviceId);
		check("outContractCode", required("outContractCode", outContractCode), CODE,
				"must be 1 to 32 ASCII letters and digits");
		check("contractDisplayAccount", required("contractDisplayAccount", contractDisplayAccount),
				DisplayAccounts::isValid, DISPLAY_ACCOUNT);
	}

	static void serviceId(String field, @Nullable Long value) {
		if (value != null && value <= 0) {
			throw new InvalidFieldException(field, "must be positive");
		}
	}

	static void appid(String field, @Nullable String value) {
		check(field, value, APPID, "must be 1 to 32 ASCII letters, digits, '_' or '-'");
	}

	static void mchid(String field, @Nullable String value) {
		check(field, value, CODE, "must be 1 to 32 letters and digits");
	}

	static void openid(String field, @Nullable String value) {
		check(field, value, OPENID, "must be 1 to 128 ASCII characters without blanks");
	}

	static void prepayId(String field, @Nullable String value) {
		check(field, value, PREPAY_ID, "must be 1 to 64 ASCII characters without blanks");
	}

	private static void check(String field, @Nullable String value, Predicate<String> rule, String description) {
		if (value != null && !rule.test(value)) {
			throw new InvalidFieldException(field, description);
		}
	}

}
