package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver a notification.
 *
 * @param notificationId the envelope id
 * @param target where it was sent
 * @param attempt 1 for the first sending, then counted up
 * @param fault name of the fault it was sent with
 * @param status the HTTP status answered, or null if there was no answer
 * @param failure why there was no answer, or null if there was one
 * @param sentAt when it was sent, by the simulator's clock
 */
public record Delivery(String notificationId, URI target, int attempt, String fault, @Nullable Integer status,
		@Nullable String failure, Instant sentAt) {

	/**
	 * Whether the merchant acknowledged it.
	 * @return true for a status of 2xx
	 */
	public boolean isAcknowledged() {
		return this.status != null && this.status / 100 == 2;
	}

}
