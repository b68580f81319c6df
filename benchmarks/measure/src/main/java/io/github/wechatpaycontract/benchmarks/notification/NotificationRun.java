package io.github.wechatpaycontract.benchmarks.notification;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.Figures;
import io.github.wechatpaycontract.benchmarks.report.Measured;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks of notifications, each in JVMs of its own, on one thread.
 */
public final class NotificationRun {

	private final Fixture fixture;

	private final int seconds;

	public NotificationRun(Fixture fixture, int seconds) {
		this.fixture = fixture;
		this.seconds = seconds;
	}

	/**
	 * Runs all of them once.
	 * @param measured takes one figure of each
	 * @throws RunnerException if one of them fails
	 */
	public void run(Measured measured) throws RunnerException {
		Collection<RunResult> results = new Runner(
				new OptionsBuilder().include(NotificationRun.class.getPackageName().replace(".", "\\.") + "\\.")
					.forks(1)
					.warmupIterations(2 * this.seconds) // shared by two
					.warmupTime(TimeValue.seconds(1))
					.measurementIterations(this.seconds)
					.measurementTime(TimeValue.seconds(1))
					.verbosity(VerboseMode.SILENT)
					.jvmArgsAppend("-Xms512m", "-Xmx512m", "-Dbenchmarks.fixture=" + this.fixture.directory())
					.shouldFailOnError(true)
					.build())
			.run();
		for (RunResult result : results) {
			if (result.getSecondaryResults().isEmpty()) {
				// One figure for a round, whatever a single second of it was like.
				add(measured, result.getPrimaryResult().getLabel() + parameters(result),
						result.getPrimaryResult().getStatistics().getPercentile(50));
			}
			else {
				turns(result, measured);
			}
		}
	}

	private static void turns(RunResult result, Measured measured) {
		Map<String, Double> counted = new TreeMap<>();
		result.getSecondaryResults().forEach((name, counter) -> counted.put(name, counter.getScore()));
		double notifications = Objects.requireNonNull(counted.remove("turns")) * Turn.NOTIFICATIONS;
		counted.forEach((name, nanos) -> add(measured, name + parameters(result),
				notifications * TimeUnit.SECONDS.toNanos(1) / nanos));
	}

	private static void add(Measured measured, String name, double perSecond) {
		System.out.printf("notification-%s %.0f%n", name, perSecond);
		measured.add("notification-" + name, Measured.ONE_CORE, new Figures(Map.of(Figures.NOTIFICATIONS, perSecond)));
	}

	private static String parameters(RunResult result) {
		return result.getParams()
			.getParamsKeys()
			.stream()
			.map((key) -> "-" + result.getParams().getParam(key).toLowerCase(Locale.ROOT))
			.collect(Collectors.joining());
	}

}
