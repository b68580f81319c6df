package io.github.wechatpaycontract.client;

import java.time.Duration;

/**
 * What numbers and times of the settings must be.
 */
final class Limits {

	private static final Duration SHORTEST = Duration.ofMillis(1);

	/** What is longer overflows where nanoseconds are counted. */
	private static final Duration LONGEST = Duration.ofDays(365);

	private Limits() {
	}

	static void positive(Duration duration, String name) {
		if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("The " + name + " must be one millisecond to 365 days");
		}
	}

	static void between(Duration duration, Duration min, Duration max, String name) {
		if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
			throw new IllegalArgumentException(
					"The %s must be %d to %d seconds".formatted(name, min.toSeconds(), max.toSeconds()));
		}
	}

	static Duration atMost(Duration duration, Duration longest) {
		return (duration.compareTo(longest) > 0) ? longest : duration;
	}

	static void positive(int number, String name) {
		between(number, Integer.MAX_VALUE, name);
	}

	static void between(int number, int max, String name) {
		if (number < 1 || number > max) {
			throw new IllegalArgumentException("The %s must be 1 to %d".formatted(name, max));
		}
	}

}
