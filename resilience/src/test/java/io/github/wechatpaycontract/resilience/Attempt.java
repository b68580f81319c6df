package io.github.wechatpaycontract.resilience;

import java.time.Duration;

/**
 * One sending of a notification.
 *
 * @param notification what was sent
 * @param port to which node
 * @param status what was answered, {@value #BROKEN} if nothing was
 * @param took how long that took
 */
record Attempt(PlannedNotification notification, int port, int status, Duration took) {

	static final int BROKEN = 0;

	boolean isAcknowledged() {
		return this.status == 204;
	}

}
