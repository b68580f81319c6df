package io.github.wechatpaycontract.client;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Tells whether a refused signature is the fault of this host's clock, by the
 * {@code Date} of the refusal.
 */
final class ClockHint {

	private static final Duration TOLERATED = Duration.ofSeconds(300);

	private final Clock clock;

	ClockHint(Clock clock) {
		this.clock = clock;
	}

	Optional<String> of(HttpAnswer answer) {
		return answer.header("Date").stream().findFirst().flatMap(this::compare);
	}

	private Optional<String> compare(String date) {
		try {
			Instant theirs = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
			Duration ahead = Duration.between(theirs, this.clock.instant());
			if (ahead.abs().compareTo(TOLERATED) <= 0) {
				return Optional.empty();
			}
			return Optional
				.of("this host's clock is %d s %s the server's: set it, requests older than 300 s are refused"
					.formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

}
