package io.github.wechatpaycontract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Keeps what our own packages log.
 */
public final class LogCapture extends AppenderBase<ILoggingEvent> {

	private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.github.wechatpaycontract");

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private LogCapture() {
	}

	public static LogCapture start(Level level) {
		LogCapture capture = new LogCapture();
		capture.setContext(LOGGER.getLoggerContext());
		capture.start();
		LOGGER.setLevel(level);
		LOGGER.setAdditive(false);
		LOGGER.addAppender(capture);
		return capture;
	}

	@Override
	public void stop() {
		LOGGER.detachAppender(this);
		LOGGER.setLevel(Level.OFF);
		super.stop();
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.events.add(event);
	}

	public List<ILoggingEvent> events() {
		return this.events;
	}

	public List<String> messages(Level level) {
		return this.events.stream()
			.filter((event) -> event.getLevel().equals(level))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

}
