package io.github.wechatpaycontract.notification;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs the first refusal for each reason and merchant, and then, once a minute, how many
 * more there were, so that forged requests cannot fill a disk.
 */
final class RejectionLog {

	private static final Logger logger = LoggerFactory.getLogger(RejectionLog.class);

	private final Map<String, Window> windows = new ConcurrentHashMap<>();

	private final Executor afterAMinute;

	RejectionLog() {
		this(CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES));
	}

	RejectionLog(Executor afterAMinute) {
		this.afterAMinute = afterAMinute;
	}

	/**
	 * Logs a refusal, or counts it until the next line is due.
	 * @param mchid the merchant it was sent to
	 * @param reason one of a fixed set of words
	 * @param level the level, always the same for a reason
	 * @param detail the reason in words
	 */
	void log(String mchid, String reason, Level level, String detail) {
		this.windows.computeIfAbsent(mchid + " " + reason, (key) -> new Window(mchid, reason, level)).count(detail);
	}

	/**
	 * Logs what is counted and not yet told.
	 */
	void flush() {
		this.windows.values().forEach(Window::close);
	}

	/**
	 * The refusals of a minute that began with the first of them.
	 */
	private final class Window {

		private final String mchid;

		private final String reason;

		private final Level level;

		/** None while the window is closed; the first one and those not yet told else. */
		private final AtomicLong refusals = new AtomicLong();

		Window(String mchid, String reason, Level level) {
			this.mchid = mchid;
			this.reason = reason;
			this.level = level;
		}

		void count(String detail) {
			if (this.refusals.getAndIncrement() == 0) {
				logger.atLevel(this.level)
					.log("Notification to merchant '{}' refused ({}): {}", this.mchid, this.reason, detail);
				RejectionLog.this.afterAMinute.execute(this::end);
			}
		}

		private void end() {
			if (tell(this.refusals.getAndUpdate((refusals) -> (refusals > 1) ? 1 : 0))) {
				RejectionLog.this.afterAMinute.execute(this::end);
			}
		}

		void close() {
			tell(this.refusals.getAndSet(0));
		}

		private boolean tell(long refusals) {
			if (refusals > 1) {
				logger.atLevel(this.level)
					.log("{} more notifications to merchant '{}' refused ({}) within a minute", refusals - 1,
							this.mchid, this.reason);
			}
			return refusals > 1;
		}

	}

}
