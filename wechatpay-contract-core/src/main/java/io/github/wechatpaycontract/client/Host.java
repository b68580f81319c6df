package io.github.wechatpaycontract.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host, and how well it was reached of late.
 */
final class Host {

	private static final Logger logger = LoggerFactory.getLogger(Host.class);

	private final BaseUrl url;

	private final HostSettings settings;

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

	synchronized void reached() {
		if (isLeft()) {
			logger.info("{} is reached again", this.url);
		}
		this.failuresInARow = 0;
	}

	synchronized void failed(long now) {
		this.failuresInARow++;
		this.failedAt = now;
		if (this.failuresInARow == this.settings.failures()) {
			logger.warn("{} was not reached {} times in a row; it is left for {}", this.url, this.failuresInARow,
					this.settings.coolDown());
			this.probeAt = now + this.settings.coolDown().toNanos();
		}
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
