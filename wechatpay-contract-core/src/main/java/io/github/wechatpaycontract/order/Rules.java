package io.github.wechatpaycontract.order;

import io.github.wechatpaycontract.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of an order may hold. A message names the field, never the value.
 */
final class Rules {

	private Rules() {
	}

	static String required(String field, @Nullable String value) {
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException("'" + field + "' is missing");
		}
		return value;
	}

	static void text(String field, @Nullable String value, int maxLength) {
		check(field, value == null || PlainText.fits(value, maxLength), PlainText.rule(maxLength));
	}

	static void check(String field, boolean holds, String rule) {
		if (!holds) {
			throw new IllegalArgumentException("'" + field + "' " + rule);
		}
	}

}
