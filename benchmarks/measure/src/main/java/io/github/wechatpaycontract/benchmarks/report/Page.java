package io.github.wechatpaycontract.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Markdown, line by line.
 */
final class Page {

	private final StringBuilder text = new StringBuilder();

	Page heading(String heading) {
		return line("## " + heading).line("");
	}

	Page paragraph(String paragraph) {
		return line(paragraph.strip()).line("");
	}

	Page header(List<String> columns) {
		return row(columns).line("|" + " --- |".repeat(columns.size()));
	}

	Page row(List<String> cells) {
		return line("| " + String.join(" | ", cells) + " |");
	}

	Page line(String line) {
		this.text.append(line).append('\n');
		return this;
	}

	static String number(OptionalDouble value) {
		if (value.isEmpty() || Double.isNaN(value.getAsDouble())) {
			return "";
		}
		double number = value.getAsDouble();
		return String.format(Locale.ROOT, (number >= 100) ? "%,.0f" : (number >= 10) ? "%.1f" : "%.2f", number);
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
