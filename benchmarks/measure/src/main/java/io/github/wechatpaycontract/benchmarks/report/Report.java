package io.github.wechatpaycontract.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;

import io.github.wechatpaycontract.benchmarks.load.Figures;

/**
 * Writes the pages and their plots, and prints the limits.
 */
public final class Report {

	private static final List<String> CALL_COLUMNS = List.of("", "calls/s", "CPU, µs a call", "allocated, kB a call",
			"p50, ms", "p99, ms", "threads");

	private final Measured measured;

	private final List<BurstResult> bursts;

	private final int rounds;

	private final Duration warmUp;

	private final Duration each;

	public Report(Measured measured, List<BurstResult> bursts, int rounds, Duration warmUp, Duration each) {
		this.measured = measured;
		this.bursts = bursts;
		this.rounds = rounds;
		this.warmUp = warmUp;
		this.each = each;
	}

	/**
	 * Writes.
	 * @param directory where to
	 * @throws IOException if it cannot be written
	 */
	public void write(Path directory) throws IOException {
		List<String> plots = new Plots(this.measured).write(Files.createDirectories(directory));
		if (!starting("place").isEmpty()) {
			Page page = page("Where a signature is made").paragraph(Method.PLACES);
			places(page, plots);
			write(page, directory.resolve("performance-signing.md"));
		}
		if (!starting("ours", "handover", "notification", "startup").isEmpty() || !this.bursts.isEmpty()) {
			Page page = page("Performance");
			limits(page);
			calls(page, plots);
			handOver(page);
			notifications(page, plots);
			startup(page);
			write(page, directory.resolve("performance.md"));
		}
	}

	private Page page(String title) {
		Page page = new Page().line("# " + title).line("");
		Method.write(page, this.rounds, this.warmUp, this.each, LocalDate.now(ZoneOffset.UTC));
		return page;
	}

	private static void write(Page page, Path file) throws IOException {
		Files.writeString(file, page.toString().stripTrailing() + "\n");
		System.out.println("Written to " + file);
	}

	private void limits(Page page) {
		page.heading("Limits").header(List.of("", "limit", "measured", ""));
		for (Limit limit : new Limits(this.measured, this.bursts).all()) {
			String verdict = (limit.verdict() == Limit.Verdict.MISSED) ? "**missed**" : limit.verdict().toString();
			page.row(List.of(limit.what(), limit.bound(), limit.measured(), verdict));
			System.out.printf("%-12s %s: %s, limit %s%n", limit.verdict(), limit.what(), limit.measured(),
					limit.bound());
		}
		page.line("");
	}

	private void calls(Page page, List<String> plots) {
		List<String> contenders = starting("floor", "bare", "ours", "sdk", "wxjava");
		if (contenders.isEmpty()) {
			return;
		}
		page.heading("Calls");
		plots.stream().filter((plot) -> plot.contains("-calls-")).forEach((plot) -> image(page, plot));
		for (String load : loads(contenders)) {
			page.line("### " + Names.load(load)).line("");
			callTable(page, contenders, load);
		}
	}

	private void callTable(Page page, List<String> contenders, String load) {
		page.header(CALL_COLUMNS);
		for (String contender : contenders) {
			if (!this.measured.loads(contender).contains(load)) {
				continue;
			}
			if (contender.startsWith("floor")) {
				page.row(List.of(Names.contender(contender), "", median(contender, load, Figures.CPU_MICROS),
						kilobytes(contender, load), "", "", ""));
			}
			else {
				page.row(List.of(Names.contender(contender), median(contender, load, Figures.THROUGHPUT),
						median(contender, load, Figures.CPU_MICROS), kilobytes(contender, load),
						median(contender, load, Figures.P50_MILLIS), median(contender, load, Figures.P99_MILLIS),
						"%.0f".formatted(this.measured.largest(contender, load, Figures.THREADS).orElseThrow())
								+ failures(contender, load)));
			}
		}
		page.line("");
	}

	private void handOver(Page page) {
		List<String> contenders = starting("handover");
		for (String load : loads(contenders)) {
			page.line("### Cryptography without a call, " + Names.callers(load)).line("");
			page.header(List.of("", "per second", "CPU, µs each"));
			contenders.forEach((contender) -> page.row(List.of(Names.contender(contender),
					median(contender, load, Figures.THROUGHPUT), median(contender, load, Figures.CPU_MICROS))));
			page.line("");
		}
	}

	private void notifications(Page page, List<String> plots) {
		List<String> contenders = starting("notification");
		if (!contenders.isEmpty()) {
			page.heading("Notifications");
			plots.stream().filter((plot) -> plot.contains("notifications")).forEach((plot) -> image(page, plot));
			page.header(List.of("on one thread", "per second"));
			contenders.forEach((contender) -> page
				.row(List.of(Names.contender(contender), median(contender, Measured.ONE_CORE, Figures.NOTIFICATIONS))));
			page.line("");
		}
	}

	private void startup(Page page) {
		List<String> applications = starting("startup");
		if (!applications.isEmpty()) {
			page.heading("Start-up");
			page.header(List.of("a Spring Boot web application", "ready after, ms", "first call, 2 s later, ms"));
			applications.forEach((application) -> page
				.row(List.of(Names.contender(application), median(application, Measured.START, Figures.READY_MILLIS),
						median(application, Measured.START, Figures.FIRST_MILLIS))));
			page.line("");
		}
	}

	private void places(Page page, List<String> plots) {
		List<String> places = starting("place");
		plots.stream().filter((plot) -> plot.contains("signing")).forEach((plot) -> image(page, plot));
		for (String load : loads(places)) {
			page.heading(Names.load(load));
			callTable(page, places, load);
		}
	}

	private List<String> starting(String... words) {
		return this.measured.contenders()
			.stream()
			.filter((contender) -> List.of(words).contains(contender.replaceFirst("-.*", "")))
			.toList();
	}

	private List<String> loads(List<String> contenders) {
		return contenders.stream().flatMap((contender) -> this.measured.loads(contender).stream()).distinct().toList();
	}

	private String median(String contender, String load, String figure) {
		return Page.number(this.measured.median(contender, load, figure));
	}

	private String kilobytes(String contender, String load) {
		OptionalDouble bytes = this.measured.median(contender, load, Figures.ALLOCATED_BYTES);
		return Page.number(OptionalDouble.of(bytes.orElse(Double.NaN) / 1000));
	}

	/** Never hidden: a client that fails is fast. */
	private String failures(String contender, String load) {
		double failed = this.measured.largest(contender, load, Figures.FAILED).orElse(0);
		return (failed > 0) ? " (**%.0f calls failed**)".formatted(failed) : "";
	}

	private static void image(Page page, String plot) {
		page.line("![](%s)".formatted(plot)).line("");
	}

}
