package io.github.wechatpaycontract.resilience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * Prints what was measured, and adds it to {@code target/figures.txt}.
 */
final class Figures {

	private Figures() {
	}

	static void print(String what, List<Attempt> history) {
		List<Long> took = history.stream()
			.filter((attempt) -> attempt.status() != Attempt.BROKEN)
			.map((attempt) -> attempt.took().toMillis())
			.sorted()
			.toList();
		print("%s: %d sent; %d answered 204, %d 5xx, %d not; p50 %d ms, p99 %d ms, max %d ms".formatted(what,
				history.size(), count(history, 204, 204), count(history, 500, 599), count(history, 0, 0),
				percentile(took, 50), percentile(took, 99), percentile(took, 100)));
	}

	static void print(String line) {
		System.out.println("== " + line);
		try {
			Files.writeString(Path.of("target/figures.txt"), line + "\n", StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static long count(List<Attempt> history, int from, int to) {
		return history.stream().filter((attempt) -> attempt.status() >= from && attempt.status() <= to).count();
	}

	static Duration longest(List<Attempt> history) {
		return history.stream().map(Attempt::took).max(Duration::compareTo).orElseThrow();
	}

	static long percentile(List<Long> sorted, int percent) {
		return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
	}

}
