package io.github.wechatpaycontract.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.Callers;
import io.github.wechatpaycontract.benchmarks.load.Figures;
import io.github.wechatpaycontract.benchmarks.load.Load;
import io.github.wechatpaycontract.benchmarks.load.Meter;
import io.github.wechatpaycontract.benchmarks.load.WarmUp;
import io.netty.handler.ssl.OpenSsl;

/**
 * One contender in a process of its own: warms up under its loads and says
 * {@link #READY}, then measures itself once for each load it is told, and ends when it is
 * told no more.
 */
public final class LoadProcess {

	static final String READY = "READY";

	static final String RESULT = "RESULT ";

	/** Hundreds at once would all wait for the first TLS handshakes of a cold JVM. */
	private static final int FIRST_CALLERS = 16;

	private static final Duration SETTLED = Duration.ofMillis(500);

	private LoadProcess() {
	}

	/**
	 * Measures.
	 * @param args the contender, then the loads
	 * @throws Exception if it cannot
	 */
	public static void main(String[] args) throws Exception {
		if (args[0].contains("openssl") != OpenSsl.isAvailable()) {
			throw new IllegalStateException("The TLS of this process is not that of " + args[0],
					OpenSsl.unavailabilityCause());
		}
		Contenders contenders = new Contenders(Fixture.ofProcess());
		warmUp(contenders, args[0], Arrays.stream(args).skip(1).map(Load::parse).toList());
		System.out.println(READY);
		measure(contenders, args[0]);
		System.exit(0);
	}

	private static void warmUp(Contenders contenders, String contender, List<Load> loads) throws InterruptedException {
		WarmUp warmUp = new WarmUp(Duration.ofMillis(Long.getLong("benchmarks.warm-up")));
		warmUp.run(contenders.callers(contender, loads.get(0).delayMillis()), FIRST_CALLERS);
		for (Load load : loads) {
			warmUp.run(contenders.callers(contender, load.delayMillis()), load.callers());
		}
	}

	private static void measure(Contenders contenders, String contender) throws IOException, InterruptedException {
		Duration measured = Duration.ofMillis(Long.getLong("benchmarks.measured"));
		Meter meter = new Meter();
		BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = told.readLine(); line != null; line = told.readLine()) {
			Load load = Load.parse(line);
			Callers callers = contenders.callers(contender, load.delayMillis());
			Figures figures = meter.measure(callers, load.callers(), SETTLED, measured);
			System.out.println(RESULT + figures.line());
		}
	}

}
