package io.github.wechatpaycontract.json;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OffsetTimes}.
 */
class OffsetTimesTests {

	private static final String USUAL = "2026-11-25T10:34:56+08:00";

	@ParameterizedTest
	@ValueSource(
			strings = { USUAL, "0000-01-01T00:00:00+00:00", "9999-12-31T23:59:59+18:00", "2024-02-29T00:00:00+08:00",
					"2026-02-29T00:00:00+08:00", "2100-02-29T00:00:00+08:00", "2026-00-01T00:00:00+08:00",
					"2026-13-01T00:00:00+08:00", "2026-01-00T00:00:00+08:00", "2026-04-31T00:00:00+08:00",
					"2026-01-01T24:00:00+08:00", "2026-01-01T23:60:00+08:00", "2026-06-30T23:59:60+00:00",
					"2026-01-01T00:00:00+18:01", "2026-01-01T00:00:00+19:00", "2026-01-01T00:00:00+00:60",
					"2026-01-01T00:00:00+17:59", "2026-01-01T00:00:00-08:00", "2026-01-01T00:00:00-00:00",
					"2026-01-01t00:00:00+08:00", "2026-01-01 00:00:00+08:00", "2026-01-01T00:00:00Z",
					"2026-01-01T00:00:00.000+08:00", "2026-01-01T00:00+08:00", "2026-01-01T00:00:00+0800",
					"+2026-01-01T00:00:00+08:0", "２０２６-01-01T00:00:00+08:00", "2026-01-01T00:00:00+08:0٣",
					"2026-01-01T00:00:00+08:00 ", "-026-01-01T00:00:00+08:00", "2026-01-+1T00:00:00+08:00", "" })
	void readsWhatTheLibraryReads(String text) {
		assertThat(read(text)).as(text).isEqualTo(parsed(text));
	}

	@Test
	void readsWhatTheLibraryReadsWhateverTheDigits() {
		Random random = new Random(25);
		int times = 0;
		for (int i = 0; i < 50_000; i++) {
			StringBuilder text = new StringBuilder(USUAL);
			for (int n = 1 + random.nextInt(3); n > 0; n--) {
				int at = random.nextInt(text.length());
				boolean digit = Character.isDigit(text.charAt(at)) && random.nextInt(8) != 0;
				text.setCharAt(at,
						digit ? (char) ('0' + random.nextInt(10)) : "+-:TtZz. x0/9".charAt(random.nextInt(13)));
			}
			OffsetDateTime expected = parsed(text.toString());
			assertThat(read(text.toString())).as(text.toString()).isEqualTo(expected);
			times += (expected != null) ? 1 : 0;
		}
		assertThat(times).isBetween(5_000, 45_000);
	}

	private static @Nullable OffsetDateTime read(String text) {
		try {
			return OffsetTimes.parse(text);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static @Nullable OffsetDateTime parsed(String text) {
		try {
			return OffsetDateTime.parse(text);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
