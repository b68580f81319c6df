package io.github.wechatpaycontract.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host, and how well it was reached of late.
 */
final class Host {

	private static final Logger logger = LoggerFactory.getLogger(Host.class);

	private final BaseUrl url;

	private final HostSettings settings;

	private final Set<Attempt> awaitedBy = ConcurrentHashMap.newKeySet();

	private volatile long answers;

	private int failuresInARow;

	private long failedAt;

	private long probeAt;

	Host(BaseUrl url, HostSettings settings) {
		this.url = url;
		this.settings = settings;
	}

	BaseUrl url() {
		return this.url;
	}

	/**
	 * Adds an attempt that has sent nothing yet.
	 */
	void awaitedBy(Attempt attempt) {
		this.awaitedBy.add(attempt);
	}

	void noLongerAwaitedBy(Attempt attempt) {
		this.awaitedBy.remove(attempt);
	}

	/**
	 * Returns how often the host answered.
	 */
	long answers() {
		return this.answers;
	}

	synchronized void answered() {
		this.answers++;
		reached(0);
	}

	/**
	 * Tries the host again with real calls. The first that fails makes it be left again.
	 */
	synchronized void probed() {
		if (isLeft()) {
			reached(this.settings.failures() - 1);
		}
	}

	private void reached(int failures) {
		if (isLeft()) {
			logger.info("{} is reached again", this.url);
		}
		this.failuresInARow = failures;
	}

	/**
	 * Ends what waits for the host and has sent nothing.
	 */
	void endWaiting() {
		this.awaitedBy.forEach(Attempt::endWithHost);
	}

	/**
	 * Counts a failure.
	 * @return whether the host is left from now on
	 */
	synchronized boolean failed(long now) {
		this.failuresInARow++;
		this.failedAt = now;
		if (this.failuresInARow != this.settings.failures()) {
			return false;
		}
		logger.warn("{} was not reached {} times in a row; it is left for {}", this.url, this.failuresInARow,
				this.settings.coolDown());
		this.probeAt = now + this.settings.coolDown().toNanos();
		return true;
	}

	synchronized boolean isLeft() {
		return this.failuresInARow >= this.settings.failures();
	}

	synchronized long failedAt() {
		return this.failedAt;
	}

	/**
	 * Returns whether to try the host now, once in each cool-down.
	 */
	synchronized boolean isProbeDue(long now) {
		if (!isLeft() || now - this.probeAt < 0) {
			return false;
		}
		this.probeAt = now + this.settings.coolDown().toNanos();
		return true;
	}

}
