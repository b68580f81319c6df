package io.github.wechatpaycontract.benchmarks;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.Load;
import io.github.wechatpaycontract.benchmarks.report.Measured;
import io.github.wechatpaycontract.benchmarks.signing.SigningPlace;

/**
 * The driver: measures, and writes the page.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Runs.
	 * @param args see {@link Options}
	 * @throws Exception if something cannot be measured
	 */
	public static void main(String[] args) throws Exception {
		Options options = Options.parse(args);
		Fixture fixture = Fixture.create(Files.createTempDirectory("benchmarks"));
		Measured measured = new Measured();
		try (ServerProcess server = ServerProcess.start(fixture)) {
			if (options.has("signing")) {
				new Rounds(options, fixture, server)
					.add(places(), List.of(new Load(16, 0), new Load(256, 0), new Load(16, 50), new Load(256, 50)))
					.run(measured);
			}
		}
		for (String contender : measured.contenders()) {
			for (String load : measured.loads(contender)) {
				System.out.printf("%-40s %-7s", contender, load);
				for (String figure : List.of("calls/s", "cpu us/call", "bytes/call", "threads", "p50 ms", "p99 ms",
						"failed")) {
					System.out.printf(" %s %.2f", figure, measured.median(contender, load, figure).orElseThrow());
				}
				System.out.println();
			}
		}
	}

	private static List<String> places() {
		List<String> names = new ArrayList<>();
		for (String crypto : List.of("jdk", "corretto")) {
			for (SigningPlace place : SigningPlace.values()) {
				for (String style : List.of("reactive", "blocking")) {
					names.add(
							"place-%s-%s-%s".formatted(place.name().toLowerCase(java.util.Locale.ROOT), style, crypto));
				}
			}
		}
		return names;
	}

}
