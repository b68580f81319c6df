package io.github.wechatpaycontract.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.Figures;
import io.github.wechatpaycontract.benchmarks.load.Load;
import io.github.wechatpaycontract.benchmarks.report.Measured;

/**
 * Measures contenders in turn: all of them once, then all of them again.
 */
final class Rounds {

	static final Load FLOOR = new Load(Runtime.getRuntime().availableProcessors(), 0);

	private final Options options;

	private final Fixture fixture;

	private final ServerProcess server;

	/** By contender, the loads it is measured under. */
	private final Map<String, List<Load>> contenders = new LinkedHashMap<>();

	Rounds(Options options, Fixture fixture, ServerProcess server) {
		this.options = options;
		this.fixture = fixture;
		this.server = server;
	}

	/**
	 * Adds a contender, unless the options leave it or its loads out.
	 * @param name the contender
	 * @param loads the loads it is measured under
	 */
	void add(String name, List<Load> loads) {
		List<Load> wanted = loads.stream().filter(this.options.loads()::contains).toList();
		if (this.options.takesPart(name) && !wanted.isEmpty()) {
			this.contenders.put(name, wanted);
		}
	}

	/**
	 * Adds what does not call: it works on every core, as loaded as under a load.
	 * @param name the contender
	 */
	void addFloor(String name) {
		this.contenders.put(name, List.of(FLOOR));
	}

	void run(Measured measured) throws IOException, InterruptedException {
		for (int round = 1; round <= this.options.rounds(); round++) {
			for (Map.Entry<String, List<Load>> contender : this.contenders.entrySet()) {
				run(round, contender.getKey(), contender.getValue(), measured);
			}
		}
	}

	private void run(int round, String contender, List<Load> loads, Measured measured)
			throws IOException, InterruptedException {
		List<String> args = new ArrayList<>(List.of(contender));
		loads.forEach((load) -> args.add(load.toString()));
		JavaProcess process = JavaProcess.of(this.fixture,
				contender.contains("jdk25") ? this.options.newerJdk() : Optional.empty());
		this.server.known(process)
			.with("benchmarks.warm-up", this.options.warmUp().toMillis())
			.with("benchmarks.measured", this.options.measured().toMillis());
		for (String line : process.run(LoadProcess.class.getName(), args)) {
			System.out.println(round + " " + contender + " " + line);
			String[] words = line.split(" ", 3);
			if (words[0].equals("RESULT")) {
				measured.add(contender, words[1], Figures.parse(words[2]));
			}
		}
	}

}
