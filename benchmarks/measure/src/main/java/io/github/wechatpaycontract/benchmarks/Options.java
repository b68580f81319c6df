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

/**
 * What a run does.
 *
 * @param rounds how often everything is measured, in turn
 * @param warmUp how long a client works before its first measurement
 * @param measured how long one measurement takes
 * @param parts what is measured
 * @param contenders which contenders take part
 * @param loads under which loads
 * @param output where page and plots are written
 * @param newerJdk a JDK with virtual threads, if there is one
 */
record Options(int rounds, Duration warmUp, Duration measured, Set<String> parts, Pattern contenders, List<Load> loads,
		Path output, Optional<Path> newerJdk) {

	static final Set<String> PARTS = Set.of("floor", "calls", "burst", "notifications", "startup", "signing");

	private static final Set<String> NAMES = Set.of("rounds", "seconds", "warm-up", "parts", "contenders", "loads",
			"output", "newer-jdk");

	static Options parse(String[] args) {
		Map<String, String> given = new HashMap<>();
		for (int i = 0; i + 1 < args.length; i += 2) {
			given.put(args[i].replaceFirst("^--", ""), args[i + 1]);
		}
		if (args.length % 2 != 0 || !NAMES.containsAll(given.keySet())) {
			throw new IllegalArgumentException("Options are --name value, with the names " + NAMES);
		}
		return new Options(Integer.parseInt(given.getOrDefault("rounds", "5")),
				seconds(given.getOrDefault("warm-up", "4")), seconds(given.getOrDefault("seconds", "2")),
				given.containsKey("parts") ? Set.of(given.get("parts").split(",")) : PARTS,
				Pattern.compile(given.getOrDefault("contenders", ".*")),
				Arrays.stream(given.getOrDefault("loads", "16x0,256x0,256x50,16x50,1x0,1x50").split(","))
					.map(Load::parse)
					.toList(),
				Path.of(given.getOrDefault("output", "docs")), newerJdk(given.get("newer-jdk")));
	}

	private static Duration seconds(String text) {
		return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
	}

	private static Optional<Path> newerJdk(@org.jspecify.annotations.Nullable String given) {
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
