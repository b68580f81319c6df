package io.github.wechatpaycontract.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import io.github.wechatpaycontract.benchmarks.load.Figures;

/**
 * Everything that was measured in a run, by contender and load.
 */
public final class Measured {

	/** In place of a load: one thread that does nothing else. */
	public static final String ONE_CORE = "one core";

	/** In place of a load: the start of an application. */
	public static final String START = "start";

	private final Map<String, Map<String, List<Figures>>> rounds = new LinkedHashMap<>();

	/**
	 * Adds what one round gave.
	 * @param contender the contender
	 * @param load the load
	 * @param figures the figures
	 */
	public void add(String contender, String load, Figures figures) {
		this.rounds.computeIfAbsent(contender, (name) -> new LinkedHashMap<>())
			.computeIfAbsent(load, (name) -> new ArrayList<>())
			.add(figures);
	}

	/**
	 * Returns the median of all rounds.
	 * @param contender the contender
	 * @param load the load
	 * @param figure the name of the figure
	 * @return the median, empty if it was not measured
	 */
	public OptionalDouble median(String contender, String load, String figure) {
		double[] values = this.rounds.getOrDefault(contender, Map.of())
			.getOrDefault(load, List.of())
			.stream()
			.mapToDouble((round) -> round.get(figure))
			.sorted()
			.toArray();
		if (values.length == 0) {
			return OptionalDouble.empty();
		}
		int middle = values.length / 2;
		return OptionalDouble.of((values.length % 2 == 1) ? values[middle] : (values[middle - 1] + values[middle]) / 2);
	}

	/**
	 * Returns the largest value of all rounds.
	 * @param contender the contender
	 * @param load the load
	 * @param figure the name of the figure
	 * @return the largest value, empty if it was not measured
	 */
	public OptionalDouble largest(String contender, String load, String figure) {
		return this.rounds.getOrDefault(contender, Map.of())
			.getOrDefault(load, List.of())
			.stream()
			.mapToDouble((round) -> round.get(figure))
			.max();
	}

	/**
	 * Returns how many times one median is another.
	 * @param contender the contender
	 * @param other the one it is compared with
	 * @param load the load of both
	 * @param figure the name of the figure
	 * @return the ratio, empty if one of them was not measured
	 */
	public OptionalDouble ratio(String contender, String other, String load, String figure) {
		OptionalDouble above = median(contender, load, figure);
		OptionalDouble below = median(other, load, figure);
		return (above.isPresent() && below.isPresent()) ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
				: OptionalDouble.empty();
	}

	/**
	 * Returns who was measured.
	 * @return the contenders, in the order measured
	 */
	public List<String> contenders() {
		return List.copyOf(this.rounds.keySet());
	}

	/**
	 * Returns under which loads a contender was measured.
	 * @param contender the contender
	 * @return the loads, in the order measured
	 */
	public List<String> loads(String contender) {
		return List.copyOf(this.rounds.getOrDefault(contender, Map.of()).keySet());
	}

}
