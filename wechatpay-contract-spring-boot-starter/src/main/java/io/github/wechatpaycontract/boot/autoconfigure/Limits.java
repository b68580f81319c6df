package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Duration;
import java.util.Locale;

import io.github.wechatpaycontract.client.ClientSettings;

import org.springframework.util.unit.DataSize;

/**
 * Checks durations and sizes, each under the name of its property.
 */
final class Limits {

	private static final DataSize LARGEST = DataSize.ofMegabytes(64);

	private static final Duration A_YEAR = Duration.ofDays(365);

	private Limits() {
	}

	static Duration positive(String property, Duration duration) {
		if (duration.toMillis() <= 0) {
			throw new WechatPayPropertyException(property, "is not positive", "Set it to a duration such as 4s.");
		}
		return duration;
	}

	/** What core takes where it counts in nanoseconds. */
	static Duration positiveUpToAYear(String property, Duration duration) {
		if (duration.compareTo(A_YEAR) > 0) {
			throw new WechatPayPropertyException(property, "is longer than 365 days",
					"Set it to a duration such as 4s.");
		}
		return positive(property, duration);
	}

	static Duration atLeast(String property, Duration duration, Duration shortest) {
		if (duration.compareTo(shortest) < 0) {
			throw new WechatPayPropertyException(property, "is less than " + shortest.toHours() + " hours",
					"Set it to a duration such as 30d.");
		}
		return duration;
	}

	static Duration between(String property, Duration duration, Duration shortest, Duration longest) {
		if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
			throw new WechatPayPropertyException(property,
					"is not between %s and %s".formatted(text(shortest), text(longest)),
					"Set it to a duration such as " + text(longest) + ".");
		}
		return duration;
	}

	static Duration clockSkew(String property, Duration duration) {
		return between(property, duration, ClientSettings.SMALLEST_CLOCK_SKEW, ClientSettings.LARGEST_CLOCK_SKEW);
	}

	/** As properties are written: 1s, 12h. */
	private static String text(Duration duration) {
		return duration.toString().substring(2).toLowerCase(Locale.ROOT);
	}

	static int between(String property, int number, int largest) {
		if (number <= 0 || number > largest) {
			throw new WechatPayPropertyException(property, "is not between 1 and " + largest,
					"Set it to a number such as 64.");
		}
		return number;
	}

	static int bytes(String property, DataSize size) {
		if (size.toBytes() <= 0 || size.compareTo(LARGEST) > 0) {
			throw new WechatPayPropertyException(property, "is not between 1 byte and " + LARGEST,
					"Set it to a size such as 64KB.");
		}
		return (int) size.toBytes();
	}

}
