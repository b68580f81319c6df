package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What one value must be. Lengths count characters, which for these fields nobody states.
 */
@FunctionalInterface
interface Kind {

	Kind FLAG = (value, pointer) -> expect(value.isBoolean(), value, pointer, "not a boolean");

	Kind TIME = text(64).and(Kind::isTime, "not a time of RFC 3339");

	Kind NAME = text(32).and((value) -> value.matches("[0-9A-Za-z]+"), "letters and digits only");

	Kind OPENID = text(128).and((value) -> value.matches("[0-9A-Za-z_-]+"), "letters, digits, - and _ only");

	/**
	 * Checks a value.
	 * @param pointer where it stands in the body
	 * @throws Refusal if it is something else
	 */
	void check(JsonNode value, String pointer) throws Refusal;

	static Kind text(int longest) {
		return text(1, longest);
	}

	static Kind text(int shortest, int longest) {
		return (value, pointer) -> {
			expect(value.isTextual(), value, pointer, "not a string");
			String text = value.textValue();
			int length = text.codePointCount(0, text.length());
			expect(length >= shortest && length <= longest, value, pointer,
					"length invalid, " + shortest + " to " + longest);
		};
	}

	static Kind url(int longest, NotifyUrls allowed) {
		return text(longest).and(allowed::isAllowed,
				"not an https URL of a public host with a path and without query, fragment and user"
						+ " (http to this host is fine; https to a private address where notifications may leave it)");
	}

	static Kind integer(long least) {
		return (value, pointer) -> expect(
				value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= least, value, pointer,
				(least == 1) ? "not a positive integer" : "not an integer from " + least);
	}

	static Kind object(Rule... rules) {
		return (value, pointer) -> {
			expect(value.isObject(), value, pointer, "not an object");
			Rule.all(rules).check(value, pointer);
		};
	}

	static Kind list(Kind item) {
		return (value, pointer) -> {
			expect(value.isArray(), value, pointer, "not an array");
			for (int i = 0; i < value.size(); i++) {
				item.check(value.get(i), pointer + "/" + i);
			}
		};
	}

	/**
	 * The same kind, with a rule for its text.
	 */
	default Kind and(Predicate<String> rule, String issue) {
		return (value, pointer) -> {
			check(value, pointer);
			expect(rule.test(value.textValue()), value, pointer, issue);
		};
	}

	/**
	 * The same kind, not longer than this as JSON in UTF-8.
	 */
	default Kind bytes(int most) {
		return (value, pointer) -> {
			check(value, pointer);
			expect(value.toString().getBytes(StandardCharsets.UTF_8).length <= most, "", pointer,
					"longer than " + most + " bytes");
		};
	}

	private static void expect(boolean condition, Object value, String pointer, String issue) throws Refusal {
		if (!condition) {
			throw Refusal.parameter(pointer, value, issue);
		}
	}

	private static boolean isTime(String text) {
		try {
			OffsetDateTime.parse(text);
			return true;
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

}
