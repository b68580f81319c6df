package io.github.wechatpaycontract.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.github.wechatpaycontract.benchmarks.fixture.Fixture;
import io.github.wechatpaycontract.benchmarks.load.Figures;
import io.github.wechatpaycontract.benchmarks.load.Load;
import io.github.wechatpaycontract.benchmarks.report.Measured;

/**
 * Measures contenders in turn, each in a process that stays warm until all are measured:
 * under one load all of them, then under the next, then all of it again with the
 * contenders in the opposite order. What is compared is so measured at nearly the same
 * time, as machines are not equally fast all the time.
 */
final class Rounds {

	private final Options options;

	private final Fixture fixture;

	private final ServerProcess server;

	/** By contender, the loads it is measured under. */
	private final Map<String, List<Load>> contenders = new LinkedHashMap<>();

	Rounds(Options options, Fixture fixture, ServerProcess server) {
		this.options = options;
		this.fixture = fixture;
		this.server = server;
	}

	/**
	 * Adds a contender, unless the options leave it or its loads out.
	 * @param name the contender
	 * @param loads the loads it is measured under
	 */
	void add(String name, List<Load> loads) {
		List<Load> wanted = loads.stream().filter(this.options.loads()::contains).toList();
		if (this.options.takesPart(name) && !wanted.isEmpty()) {
			this.contenders.put(name, wanted);
		}
	}

	void run(Measured measured) throws IOException {
		List<ContenderProcess> warm = new ArrayList<>();
		try {
			for (String contender : this.contenders.keySet()) {
				warm.add(start(contender));
				System.out.println("Warm: " + contender);
			}
			for (int round = 1; round <= this.options.rounds(); round++) {
				run(round, warm, measured);
				Collections.reverse(warm);
			}
		}
		finally {
			warm.forEach(ContenderProcess::close);
		}
	}

	private ContenderProcess start(String contender) throws IOException {
		JavaProcess java = JavaProcess.of(this.fixture,
				contender.contains("jdk25") ? this.options.newerJdk() : Optional.empty());
		this.server.known(java)
			.openSsl(contender.contains("openssl"))
			.with("benchmarks.warm-up", this.options.warmUp().toMillis())
			.with("benchmarks.measured", this.options.measured().toMillis());
		return ContenderProcess.start(java, contender, Objects.requireNonNull(this.contenders.get(contender)));
	}

	private void run(int round, List<ContenderProcess> warm, Measured measured) throws IOException {
		for (Load load : this.contenders.values().stream().flatMap(List::stream).distinct().toList()) {
			for (ContenderProcess contender : warm) {
				if (contender.isMeasuredUnder(load)) {
					Figures figures = contender.measure(load);
					System.out.println(round + " " + contender.name() + " " + load + " " + figures.line());
					measured.add(contender.name(), load.toString(), figures);
				}
			}
		}
	}

}
