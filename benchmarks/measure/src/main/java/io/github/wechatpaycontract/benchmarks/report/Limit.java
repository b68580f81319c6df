package io.github.wechatpaycontract.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One limit and what was measured against it.
 *
 * @param what what is limited
 * @param bound the limit in words
 * @param measured the value in words
 * @param verdict whether it was held
 */
public record Limit(String what, String bound, String measured, Verdict verdict) {

	static Limit atMost(String what, OptionalDouble value, double most, String unit) {
		return of(what, "at most " + text(most, unit), value, value.isPresent() && value.getAsDouble() <= most, unit);
	}

	static Limit atLeast(String what, OptionalDouble value, double least, String unit) {
		return of(what, "at least " + text(least, unit), value, value.isPresent() && value.getAsDouble() >= least,
				unit);
	}

	private static Limit of(String what, String bound, OptionalDouble value, boolean held, String unit) {
		if (value.isEmpty()) {
			return new Limit(what, bound, "", Verdict.NOT_MEASURED);
		}
		return new Limit(what, bound, text(value.getAsDouble(), unit), held ? Verdict.HELD : Verdict.MISSED);
	}

	private static String text(double value, String unit) {
		return (value >= 1000) ? String.format(Locale.ROOT, "%,.0f%s", value, unit)
				: String.format(Locale.ROOT, (value >= 10) ? "%.1f%s" : "%.2f%s", value, unit);
	}

	/**
	 * Whether a limit was held.
	 */
	public enum Verdict {

		HELD, MISSED, NOT_MEASURED;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', ' ');
		}

	}

}
