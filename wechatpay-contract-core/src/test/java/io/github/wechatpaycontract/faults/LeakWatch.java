package io.github.wechatpaycontract.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fails a class of tests whose calls left a buffer unreleased. Netty looks at every
 * buffer meanwhile. At the end one buffer is leaked on purpose: once that is reported,
 * everything leaked before has been, too.
 */
final class LeakWatch extends AppenderBase<ILoggingEvent> implements BeforeAllCallback, AfterAllCallback {

	private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

	private static final String ON_PURPOSE = "leaked on purpose";

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final List<String> reports = new CopyOnWriteArrayList<>();

	private Level before = Level.DISABLED;

	private boolean additive;

	@Override
	public void beforeAll(ExtensionContext context) {
		this.before = ResourceLeakDetector.getLevel();
		ResourceLeakDetector.setLevel(Level.PARANOID);
		setContext(LOGGER.getLoggerContext());
		start();
		this.additive = LOGGER.isAdditive();
		LOGGER.setAdditive(false);
		LOGGER.addAppender(this);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		try {
			leak();
			long end = System.nanoTime() + LIMIT.toNanos();
			while (this.reports.stream().noneMatch(LeakWatch::isOnPurpose) && System.nanoTime() < end) {
				System.gc();
				PooledByteBufAllocator.DEFAULT.buffer().release();
			}
			assertThat(this.reports).as("reports of leaked buffers").anyMatch(LeakWatch::isOnPurpose);
			assertThat(this.reports).as("reports of leaked buffers").allMatch(LeakWatch::isOnPurpose);
		}
		finally {
			LOGGER.detachAppender(this);
			LOGGER.setAdditive(this.additive);
			stop();
			ResourceLeakDetector.setLevel(this.before);
		}
	}

	private static void leak() {
		ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer();
		buffer.touch(ON_PURPOSE + " at " + System.nanoTime()); // Netty reports the same
																// leak only once
	}

	private static boolean isOnPurpose(String report) {
		return report.contains(ON_PURPOSE);
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.reports.add(event.getFormattedMessage());
	}

}
