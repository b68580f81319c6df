package io.github.wechatpaycontract.sign;

import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the fields of a request may hold. A message names the field and the rule, never
 * the value.
 */
final class FieldRules {

	private static final Pattern CODE = Pattern.compile("[0-9A-Za-z]{1,32}");

	private static final Pattern APPID = Pattern.compile("[0-9A-Za-z_-]{1,32}");

	private static final Pattern OPENID = Pattern.compile("[!-~]{1,128}");

	private FieldRules() {
	}

	static <T> T required(String field, @Nullable T value) {
		if (value == null || value.toString().isBlank()) {
			throw new InvalidFieldException(field, "is missing");
		}
		return value;
	}

	static void outContractCode(String value) {
		check("outContractCode", value, CODE.asMatchPredicate(), "must be 1 to 32 ASCII letters and digits");
	}

	static void appid(String value) {
		check("appid", value, APPID.asMatchPredicate(), "must be 1 to 32 ASCII letters, digits, '_' or '-'");
	}

	static void openid(String value) {
		check("openid", value, OPENID.asMatchPredicate(), "must be 1 to 128 ASCII characters without blanks");
	}

	static void serviceId(long value) {
		if (value <= 0) {
			throw new InvalidFieldException("serviceId", "must be positive");
		}
	}

	static void contractDisplayAccount(String value) {
		check("contractDisplayAccount", value, DisplayAccounts::isValid,
				"must be 1 to 32 characters, without emoji and control characters");
	}

	private static void check(String field, String value, Predicate<String> rule, String description) {
		if (!rule.test(value)) {
			throw new InvalidFieldException(field, description);
		}
	}

}
