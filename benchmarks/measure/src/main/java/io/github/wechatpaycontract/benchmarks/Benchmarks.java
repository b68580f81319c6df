package io.github.wechatpaycontract.benchmarks;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.Load;
import io.github.wechatpaycontract.benchmarks.notification.NotificationRun;
import io.github.wechatpaycontract.benchmarks.report.BurstResult;
import io.github.wechatpaycontract.benchmarks.report.Measured;
import io.github.wechatpaycontract.benchmarks.report.Report;
import io.github.wechatpaycontract.benchmarks.signing.SigningPlace;

/**
 * The driver: measures, and writes the page.
 */
public final class Benchmarks {

	private static final List<String> CRYPTO = List.of("jdk", "corretto");

	/** The loads that keep every core at work. */
	private static final List<Load> BUSY = List.of(new Load(16, 0), new Load(256, 0), new Load(256, 50));

	/** The load of the limit on virtual threads. */
	private static final List<Load> VIRTUAL = List.of(new Load(256, 50));

	private Benchmarks() {
	}

	/**
	 * Runs.
	 * @param args see {@link Options}
	 * @throws Exception if something cannot be measured
	 */
	public static void main(String[] args) throws Exception {
		Options options = Options.parse(args);
		try (Fixture fixture = Fixture.create(Files.createTempDirectory("benchmarks"))) {
			run(options, fixture);
		}
	}

	private static void run(Options options, Fixture fixture) throws Exception {
		Measured measured = new Measured();
		List<BurstResult> bursts = List.of();
		try (ServerProcess server = ServerProcess.start(fixture)) {
			rounds(options, fixture, server).run(measured);
			if (options.has("burst")) {
				bursts = Bursts.run(options, fixture, server);
			}
			if (options.has("startup")) {
				new Startups(fixture, server).run(options.rounds(), measured);
			}
		}
		if (options.has("notifications")) {
			NotificationRun notifications = new NotificationRun(fixture,
					(int) Math.max(1, options.measured().toSeconds()));
			for (int round = 1; round <= options.rounds(); round++) {
				notifications.run(measured);
			}
		}
		new Report(measured, bursts, options.rounds(), options.warmUp(), options.measured()).write(options.output());
	}

	private static Rounds rounds(Options options, Fixture fixture, ServerProcess server) {
		Rounds rounds = new Rounds(options, fixture, server);
		if (options.has("calls")) {
			CRYPTO.forEach((crypto) -> rounds.add("floor-" + crypto, BUSY));
			for (String contender : List.of("bare", "ours-reactive-jdk", "ours-reactive-corretto", "ours-blocking-jdk",
					"ours-blocking-corretto", "sdk", "sdk-wide-corretto", "wxjava")) {
				rounds.add(contender, Options.LOADS);
			}
			for (String contender : List.of("bare-openssl", "ours-reactive-jdk-openssl",
					"ours-reactive-corretto-openssl")) {
				rounds.add(contender, BUSY);
			}
			if (options.newerJdk().isPresent()) {
				for (String crypto : CRYPTO) {
					rounds.add("ours-reactive-" + crypto + "-jdk25", BUSY);
					rounds.add("ours-virtual-" + crypto + "-jdk25", BUSY);
					rounds.add("handover-reactive-" + crypto + "-jdk25", VIRTUAL);
					rounds.add("handover-virtual-" + crypto + "-jdk25", VIRTUAL);
				}
			}
		}
		if (options.has("signing")) {
			for (String crypto : CRYPTO) {
				for (SigningPlace place : SigningPlace.values()) {
					String name = "place-" + place.name().toLowerCase(Locale.ROOT);
					rounds.add(name + "-reactive-" + crypto, BUSY);
					rounds.add(name + "-blocking-" + crypto, BUSY);
				}
			}
		}
		return rounds;
	}

}
