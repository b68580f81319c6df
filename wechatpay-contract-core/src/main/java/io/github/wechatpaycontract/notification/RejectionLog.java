package io.github.wechatpaycontract.notification;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line a minute for each reason and merchant, with the number it stands for, so that
 * forged requests cannot fill a disk.
 */
final class RejectionLog {

	private static final Logger logger = LoggerFactory.getLogger(RejectionLog.class);

	private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

	private final Map<String, Window> windows = new ConcurrentHashMap<>();

	/**
	 * Logs a refusal, or counts it until the next line is due.
	 * @param mchid the merchant it was sent to
	 * @param reason one of a fixed set of words
	 * @param level the level
	 * @param detail the reason in words
	 */
	void log(String mchid, String reason, Level level, String detail) {
		long count = this.windows.computeIfAbsent(mchid + " " + reason, (key) -> new Window()).count(System.nanoTime());
		if (count > 0) {
			logger.atLevel(level)
				.log("Notification to merchant '{}' refused ({}): {}; {} of this kind since the last line", mchid,
						reason, detail, count);
		}
	}

	/**
	 * Counts until the next line is due.
	 */
	private static final class Window {

		private final AtomicLong count = new AtomicLong();

		private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

		long count(long now) {
			this.count.incrementAndGet();
			long due = this.nextLine.get();
			return (now - due >= 0 && this.nextLine.compareAndSet(due, now + INTERVAL)) ? this.count.getAndSet(0) : 0;
		}

	}

}
