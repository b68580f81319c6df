package io.github.wechatpaycontract.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.wechatpaycontract.benchmarks.load.Load;
import org.jspecify.annotations.Nullable;

/**
 * What a run does.
 *
 * @param rounds how often everything is measured, in turn
 * @param warmUp how long a client works at most under each load before the first
 * measurement
 * @param measured how long one measurement takes
 * @param parts what is measured
 * @param contenders which contenders take part
 * @param loads under which loads
 * @param burst how many calls the burst has
 * @param output where page and plots are written
 * @param newerJdk a JDK with virtual threads, if there is one
 */
record Options(int rounds, Duration warmUp, Duration measured, Set<String> parts, Pattern contenders, List<Load> loads,
		int burst, Path output, Optional<Path> newerJdk) {

	private static final Set<String> PARTS = Set.of("calls", "burst", "notifications", "startup");

	/**
	 * The order in which one process is measured: what compiles most code comes first.
	 */
	static final List<Load> LOADS = List.of(new Load(256, 0), new Load(16, 0), new Load(256, 50), new Load(16, 50),
			new Load(1, 0), new Load(1, 50));

	private static final Set<String> NAMES = Set.of("rounds", "seconds", "warm-up", "parts", "contenders", "loads",
			"output", "newer-jdk", "burst");

	static Options parse(String[] args) {
		Map<String, String> given = new HashMap<>();
		for (int i = 0; i + 1 < args.length; i += 2) {
			given.put(args[i].replaceFirst("^--", ""), args[i + 1]);
		}
		if (args.length % 2 != 0 || !NAMES.containsAll(given.keySet())) {
			throw new IllegalArgumentException("Options are --name value, with the names " + NAMES);
		}
		return new Options(Integer.parseInt(given.getOrDefault("rounds", "5")),
				seconds(given.getOrDefault("warm-up", "12")), seconds(given.getOrDefault("seconds", "3")),
				given.containsKey("parts") ? Set.of(given.get("parts").split(",")) : PARTS,
				Pattern.compile(given.getOrDefault("contenders", ".*")),
				given.containsKey("loads") ? Arrays.stream(given.get("loads").split(",")).map(Load::parse).toList()
						: LOADS,
				Integer.parseInt(given.getOrDefault("burst", "100000")), Path.of(given.getOrDefault("output", "docs")),
				newerJdk(given.get("newer-jdk")));
	}

	private static Duration seconds(String text) {
		return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
	}

	private static Optional<Path> newerJdk(@Nullable String given) {
		String home = (given != null) ? given : System.getenv("JAVA_25_HOME");
		return Optional.ofNullable(home).map(Path::of).filter((jdk) -> Files.isExecutable(jdk.resolve("bin/java")));
	}

	boolean has(String part) {
		return this.parts.contains(part);
	}

	boolean takesPart(String contender) {
		return this.contenders.matcher(contender).find();
	}

}
