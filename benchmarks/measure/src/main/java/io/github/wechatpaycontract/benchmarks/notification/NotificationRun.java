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

/**
 * Runs the benchmarks of notifications, each in JVMs of its own, on one thread.
 */
public final class NotificationRun {

	private final Fixture fixture;

	private final int forks;

	private final int seconds;

	public NotificationRun(Fixture fixture, int forks, int seconds) {
		this.fixture = fixture;
		this.forks = forks;
		this.seconds = seconds;
	}

	public void run(Measured measured) throws RunnerException {
		Collection<RunResult> results = new Runner(
				new OptionsBuilder().include(NotificationRun.class.getPackageName().replace(".", "\\.") + "\\.")
					.forks(this.forks)
					.warmupIterations(this.seconds)
					.warmupTime(TimeValue.seconds(1))
					.measurementIterations(this.seconds)
					.measurementTime(TimeValue.seconds(1))
					.jvmArgsAppend("-Xms512m", "-Xmx512m", "-Dbenchmarks.fixture=" + this.fixture.directory())
					.shouldFailOnError(true)
					.build())
			.run();
		for (RunResult result : results) {
			// The median of the iterations of all forks, as everywhere here.
			measured.add(name(result), Measured.ONE_CORE, new Figures(
					Map.of(Figures.NOTIFICATIONS, result.getPrimaryResult().getStatistics().getPercentile(50))));
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
