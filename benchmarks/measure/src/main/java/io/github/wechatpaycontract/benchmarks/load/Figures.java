package io.github.wechatpaycontract.benchmarks.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one measurement of one contender under one load gave, by name.
 *
 * @param values the values
 */
public record Figures(Map<String, Double> values) {

	public static final String THROUGHPUT = "calls/s";

	public static final String CPU_MICROS = "cpu us/call";

	public static final String ALLOCATED_BYTES = "bytes/call";

	public static final String THREADS = "threads";

	public static final String P50_MILLIS = "p50 ms";

	public static final String P99_MILLIS = "p99 ms";

	public static final String FAILED = "failed";

	public static final String NOTIFICATIONS = "notifications/s";

	public static final String READY_MILLIS = "ready ms";

	public static final String FIRST_MILLIS = "first call ms";

	/**
	 * Reads what {@link #line()} wrote.
	 * @param line names and values
	 * @return the figures
	 */
	public static Figures parse(String line) {
		Map<String, Double> values = new TreeMap<>();
		for (String pair : line.split(";")) {
			String[] parts = pair.split("=");
			values.put(parts[0], Double.valueOf(parts[1]));
		}
		return new Figures(values);
	}

	public String line() {
		StringBuilder line = new StringBuilder();
		this.values
			.forEach((name, value) -> line.append(line.isEmpty() ? "" : ";").append(name).append('=').append(value));
		return line.toString();
	}

	public double get(String name) {
		Double value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("There is no figure '" + name + "' in " + this.values.keySet());
		}
		return value;
	}

}
