package io.github.wechatpaycontract.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.wechatpaycontract.benchmarks.burst.Burst;
import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.report.BurstResult;

/**
 * Runs the burst with each provider.
 */
final class Bursts {

	private Bursts() {
	}

	static List<BurstResult> run(Options options, Fixture fixture, ServerProcess server)
			throws IOException, InterruptedException {
		List<BurstResult> results = new ArrayList<>();
		for (String crypto : List.of("jdk", "corretto")) {
			JavaProcess process = JavaProcess.of(fixture).with("io.netty.leakDetection.level", "paranoid");
			for (String line : process.run(Burst.class.getName(),
					List.of(crypto, Integer.toString(options.burst()), "https://localhost:" + server.port(50)))) {
				System.out.println(crypto + " " + line);
				if (line.startsWith("BURST ")) {
					results.add(BurstResult.parse(crypto, options.burst(), line));
				}
			}
		}
		return results;
	}

}
