package io.github.wechatpaycontract.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.Callers;
import io.github.wechatpaycontract.benchmarks.load.Figures;
import io.github.wechatpaycontract.benchmarks.load.Load;
import io.github.wechatpaycontract.benchmarks.load.Meter;
import io.github.wechatpaycontract.benchmarks.load.WarmUp;

/**
 * One contender in a process of its own: warms up, then does so again for one load after
 * the other and measures it.
 */
public final class LoadProcess {

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
		WarmUp warmUp = new WarmUp(Duration.ofMillis(Long.getLong("benchmarks.warm-up")));
		Duration measured = Duration.ofMillis(Long.getLong("benchmarks.measured"));
		List<Load> loads = Arrays.stream(args).skip(1).map(Load::parse).toList();
		Contenders contenders = new Contenders(Fixture.ofProcess());
		warmUp.run(contenders.callers(args[0], loads.get(0).delayMillis()), FIRST_CALLERS);
		Meter meter = new Meter();
		for (Load load : loads) {
			Callers callers = contenders.callers(args[0], load.delayMillis());
			warmUp.run(callers, load.callers());
			Figures figures = meter.measure(callers, load.callers(), SETTLED, measured);
			System.out.println("RESULT " + load + " " + figures.line());
		}
		System.exit(0);
	}

}
