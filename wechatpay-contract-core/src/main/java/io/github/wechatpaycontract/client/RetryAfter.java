package io.github.wechatpaycontract.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After}: seconds, or a date.
 */
final class RetryAfter {

	private static final int MAX_DIGITS = 9;

	private RetryAfter() {
	}

	static @Nullable Duration of(List<String> values, Instant now) {
		if (values.size() != 1) {
			return null;
		}
		String value = values.get(0).strip();
		if (value.matches("[0-9]{1,%d}".formatted(MAX_DIGITS))) {
			return Duration.ofSeconds(Long.parseLong(value));
		}
		try {
			Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
