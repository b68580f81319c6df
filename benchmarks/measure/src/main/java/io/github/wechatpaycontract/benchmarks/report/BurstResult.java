package io.github.wechatpaycontract.benchmarks.report;

import java.util.HashMap;
import java.util.Map;

/**
 * How a burst ended.
 *
 * @param crypto the provider
 * @param calls how many calls were started
 * @param complete whether every call ended
 * @param threads the largest number of threads
 * @param leaks buffers that were not released
 * @param seconds how long it took
 * @param ends how the calls ended
 */
public record BurstResult(String crypto, int calls, boolean complete, int threads, int leaks, double seconds,
		Map<String, Integer> ends) {

	/**
	 * Reads what the process printed.
	 * @param crypto the provider
	 * @param calls how many calls were started
	 * @param line the line
	 * @return the result
	 */
	public static BurstResult parse(String crypto, int calls, String line) {
		Map<String, String> values = new HashMap<>();
		for (String word : line.split(" ")) {
			String[] pair = word.split("=", 2);
			values.put(pair[0], pair[pair.length - 1]);
		}
		Map<String, Integer> ends = new HashMap<>();
		for (String end : values.getOrDefault("ends", "").replaceAll("[{}]", "").split(",")) {
			ends.put(end.replaceFirst("=.*", ""), Integer.valueOf(end.replaceFirst(".*=", "")));
		}
		return new BurstResult(crypto, calls, Boolean.parseBoolean(values.get("complete")),
				Integer.parseInt(values.get("threads")), Integer.parseInt(values.get("leaks")),
				Double.parseDouble(values.get("millis")) / 1000, Map.copyOf(ends));
	}

	/**
	 * Returns whether every call was answered or refused as declared, and nothing leaked.
	 * @return {@code true} if so
	 */
	public boolean holds() {
		return this.complete && this.leaks == 0
				&& this.ends.keySet().stream().noneMatch((end) -> end.startsWith("UNDECLARED"))
				&& this.ends.values().stream().mapToInt(Integer::intValue).sum() == this.calls;
	}

}
