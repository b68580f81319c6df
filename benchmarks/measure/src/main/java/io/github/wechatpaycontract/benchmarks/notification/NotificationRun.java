package io.github.wechatpaycontract.benchmarks.notification;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
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
					.warmupIterations(this.seconds)
					.warmupTime(TimeValue.seconds(1))
					.measurementIterations(this.seconds)
					.measurementTime(TimeValue.seconds(1))
					.verbosity(VerboseMode.SILENT)
					.jvmArgsAppend("-Xms512m", "-Xmx512m", "-Dbenchmarks.fixture=" + this.fixture.directory())
					.shouldFailOnError(true)
					.build())
			.run();
		for (RunResult result : results) {
			// One figure for a round, whatever a single second of it was like.
			double perSecond = result.getPrimaryResult().getStatistics().getPercentile(50);
			System.out.printf("%s %.0f%n", name(result), perSecond);
			measured.add(name(result), Measured.ONE_CORE, new Figures(Map.of(Figures.NOTIFICATIONS, perSecond)));
		}
	}

	private static String name(RunResult result) {
		String parameters = result.getParams()
			.getParamsKeys()
			.stream()
			.map((key) -> "-" + result.getParams().getParam(key).toLowerCase(Locale.ROOT))
			.collect(Collectors.joining());
		return "notification-" + result.getPrimaryResult().getLabel() + parameters;
	}

}
