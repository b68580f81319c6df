package io.github.wechatpaycontract.notification;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RejectionLog}.
 */
@Tag("case-175")
class RejectionLogTests {

	private static final String FIRST = "Notification to merchant '1900000109' refused (stale): 400 s old";

	private final Queue<Runnable> minutes = new ArrayDeque<>();

	private final RejectionLog rejections = new RejectionLog(this.minutes::add);

	private final LogCapture log = LogCapture.start(Level.INFO);

	@AfterEach
	void stop() {
		this.log.stop();
	}

	@Test
	void floodIsTwoLinesAMinute() {
		flood(10_000);
		assertThat(this.log.messages(Level.WARN)).containsExactly(FIRST);
		minutePasses();
		assertThat(this.log.messages(Level.WARN)).containsExactly(FIRST, more(9_999));
		flood(500);
		minutePasses();
		assertThat(this.log.messages(Level.WARN)).containsExactly(FIRST, more(9_999), more(500));
	}

	@Test
	void refusalAfterAQuietMinuteIsLoggedAtOnce() {
		flood(3);
		minutePasses();
		minutePasses();
		assertThat(this.minutes).isEmpty();
		flood(1);
		assertThat(this.log.messages(Level.WARN)).containsExactly(FIRST, more(2), FIRST);
	}

	@Test
	void floodFromManyThreadsIsCountedOnce() {
		IntStream.range(0, 100_000).parallel().forEach((i) -> flood(1));
		minutePasses();
		assertThat(this.log.messages(Level.WARN)).containsExactly(FIRST, more(99_999));
	}

	@Test
	void reasonsAndMerchantsAreLoggedApart() {
		flood(2);
		this.rejections.log("1900000110", "stale", org.slf4j.event.Level.WARN, "400 s old");
		this.rejections.log("1900000109", "probe", org.slf4j.event.Level.INFO, "a probe of WeChat Pay");
		assertThat(this.log.messages(Level.WARN)).containsExactly(FIRST, FIRST.replace("109", "110"));
		assertThat(this.log.messages(Level.INFO))
			.containsExactly("Notification to merchant '1900000109' refused (probe): a probe of WeChat Pay");
	}

	@Test
	void flushTellsWhatIsCountedAndNothingTwice() {
		flood(5);
		this.rejections.flush();
		this.rejections.flush();
		minutePasses();
		assertThat(this.log.messages(Level.WARN)).containsExactly(FIRST, more(4));
	}

	private void flood(int count) {
		for (int i = 0; i < count; i++) {
			this.rejections.log("1900000109", "stale", org.slf4j.event.Level.WARN, "400 s old");
		}
	}

	private void minutePasses() {
		for (int due = this.minutes.size(); due > 0; due--) {
			this.minutes.remove().run();
		}
	}

	private static String more(int count) {
		return count + " more notifications to merchant '1900000109' refused (stale) within a minute";
	}

}
