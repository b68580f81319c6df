package io.github.wechatpaycontract.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import io.github.wechatpaycontract.benchmarks.load.Figures;

/**
 * The limits this project has set itself, whether they are held or not.
 */
final class Limits {

	private static final String MANY = "256x50";

	private static final String TIMES = " x";

	private static final String OPEN_SSL = "-openssl";

	private final Measured measured;

	private final List<Limit> limits = new ArrayList<>();

	Limits(Measured measured, List<BurstResult> bursts) {
		this.measured = measured;
		for (String tls : List.of("", OPEN_SSL)) {
			cpu("jdk", tls);
			cpu("corretto", tls);
		}
		official();
		for (String tls : List.of("", OPEN_SSL)) {
			officialWide("ours-reactive-corretto" + tls);
			allocation("ours-reactive-corretto" + tls, 20);
			allocation("ours-reactive-jdk" + tls, 70);
		}
		threads(bursts);
		bursts.forEach(this::burst);
		virtual("jdk", "JDK");
		virtual("corretto", "Corretto");
		notifications();
		startup();
	}

	List<Limit> all() {
		return List.copyOf(this.limits);
	}

	private void cpu(String crypto, String tls) {
		for (String load : List.of("16x0", MANY)) {
			OptionalDouble floor = sum(this.measured.median("floor-" + crypto, load, Figures.CPU_MICROS),
					this.measured.median("bare" + tls, load, Figures.CPU_MICROS));
			OptionalDouble ours = this.measured.median("ours-reactive-" + crypto + tls, load, Figures.CPU_MICROS);
			this.limits.add(Limit.atMost(
					"CPU per call against one signature, one verification and one bare exchange, %s%s, %s"
						.formatted(Names.crypto(crypto), Names.tls(tls), Names.load(load)),
					(ours.isPresent() && floor.isPresent())
							? OptionalDouble.of(ours.getAsDouble() / floor.getAsDouble()) : OptionalDouble.empty(),
					1.25, TIMES));
		}
	}

	private static OptionalDouble sum(OptionalDouble... parts) {
		return Stream.of(parts).allMatch(OptionalDouble::isPresent)
				? OptionalDouble.of(Stream.of(parts).mapToDouble(OptionalDouble::getAsDouble).sum())
				: OptionalDouble.empty();
	}

	private void official() {
		String what = Names.load(MANY) + ", against wechatpay-java as documented: ";
		this.limits.add(Limit.atLeast(what + "throughput, Corretto",
				this.measured.ratio("ours-reactive-corretto", "sdk", MANY, Figures.THROUGHPUT), 2, TIMES));
		this.limits.add(Limit.atMost(what + "p99, Corretto",
				this.measured.ratio("ours-reactive-corretto", "sdk", MANY, Figures.P99_MILLIS), 0.2, TIMES));
		this.limits.add(Limit.atLeast(what + "throughput, JDK",
				this.measured.ratio("ours-reactive-jdk", "sdk", MANY, Figures.THROUGHPUT), 0.95, TIMES));
		this.limits.add(Limit.atMost(what + "p99, JDK",
				this.measured.ratio("ours-reactive-jdk", "sdk", MANY, Figures.P99_MILLIS), 0.5, TIMES));
	}

	private void officialWide(String ours) {
		String sdk = "sdk-wide-corretto";
		String what = Names.load(MANY) + ", Corretto on both sides" + Names.ourTls(ours)
				+ ", against wechatpay-java with 256 connections: ";
		this.limits.add(
				Limit.atLeast(what + "throughput", this.measured.ratio(ours, sdk, MANY, Figures.THROUGHPUT), 1, TIMES));
		this.limits
			.add(Limit.atMost(what + "p99", this.measured.ratio(ours, sdk, MANY, Figures.P99_MILLIS), 0.9, TIMES));
		this.limits.add(Limit.atMost(what + "CPU", this.measured.ratio(ours, sdk, MANY, Figures.CPU_MICROS), 1, TIMES));
		this.limits.add(Limit.atMost(what + "allocation", this.measured.ratio(ours, sdk, MANY, Figures.ALLOCATED_BYTES),
				0.5, TIMES));
	}

	private void allocation(String ours, int limit) {
		this.limits.add(Limit.atMost(
				"Allocation per call, %s%s, 16 callers and 256"
					.formatted(Names.crypto(ours.contains("corretto") ? "corretto" : "jdk"), Names.tls(ours)),
				allocation(ours), limit, " kB"));
	}

	private OptionalDouble allocation(String contender) {
		return Stream.of("16x0", MANY)
			.map((load) -> this.measured.median(contender, load, Figures.ALLOCATED_BYTES))
			.filter(OptionalDouble::isPresent)
			.mapToDouble((bytes) -> bytes.getAsDouble() / 1000)
			.max();
	}

	private void threads(List<BurstResult> bursts) {
		DoubleStream calls = this.measured.contenders()
			.stream()
			.filter((contender) -> contender.matches("ours-reactive-(jdk|corretto)(-openssl)?"))
			.flatMap((contender) -> this.measured.loads(contender)
				.stream()
				.map((load) -> this.measured.largest(contender, load, Figures.THREADS)))
			.mapToDouble(OptionalDouble::getAsDouble);
		this.limits.add(Limit.atMost("Threads of the process, reactive, any number of callers, the burst too",
				DoubleStream.concat(calls, bursts.stream().mapToDouble(BurstResult::threads)).max(), 16, ""));
	}

	private void burst(BurstResult burst) {
		this.limits
			.add(new Limit("%,d calls at once, 512 MB heap, %s".formatted(burst.calls(), Names.crypto(burst.crypto())),
					"each answered or refused as declared, no buffer lost", Names.ends(burst),
					burst.holds() ? Limit.Verdict.HELD : Limit.Verdict.MISSED));
	}

	private void virtual(String crypto, String name) {
		this.limits.add(Limit.atLeast(
				"Throughput of blocking calls on virtual threads against reactive ones, JDK 25, %s, %s".formatted(name,
						Names.load(MANY)),
				this.measured.ratio("ours-virtual-" + crypto + "-jdk25", "ours-reactive-" + crypto + "-jdk25", MANY,
						Figures.THROUGHPUT),
				0.95, TIMES));
	}

	private void notifications() {
		String what = "Notifications per second against RSA verification and AES-GCM alone, ";
		this.limits.add(Limit.atLeast(what + "JDK", this.measured.ratio("notification-ours-jdk",
				"notification-floor-jdk", Measured.ONE_CORE, Figures.NOTIFICATIONS), 0.9, TIMES));
		this.limits.add(Limit.atLeast(what + "Corretto", this.measured.ratio("notification-ours-corretto",
				"notification-floor-corretto", Measured.ONE_CORE, Figures.NOTIFICATIONS), 0.85, TIMES));
		this.limits.add(Limit
			.atLeast("Malformed notifications refused per second and core, slowest kind", this.measured.contenders()
				.stream()
				.filter((contender) -> contender.startsWith("notification-malformed"))
				.mapToDouble((contender) -> this.measured.median(contender, Measured.ONE_CORE, Figures.NOTIFICATIONS)
					.orElseThrow())
				.min(), 300_000, ""));
	}

	private void startup() {
		OptionalDouble bare = this.measured.median("startup-bare", Measured.START, Figures.READY_MILLIS);
		OptionalDouble starter = this.measured.median("startup-starter", Measured.START, Figures.READY_MILLIS);
		OptionalDouble sdk = this.measured.median("startup-sdk", Measured.START, Figures.READY_MILLIS);
		if (bare.isPresent() && starter.isPresent() && sdk.isPresent()) {
			this.limits.add(Limit.atMost("What the starter adds to the start, against what wechatpay-java adds",
					OptionalDouble.of(starter.getAsDouble() - bare.getAsDouble()),
					sdk.getAsDouble() - bare.getAsDouble(), " ms"));
		}
		this.limits.add(Limit.atMost("First call, two seconds after the start",
				this.measured.median("startup-starter", Measured.START, Figures.FIRST_MILLIS), 150, " ms"));
	}

}
