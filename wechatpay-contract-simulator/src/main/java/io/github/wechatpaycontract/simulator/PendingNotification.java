package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A notification that waits for its next attempt.
 *
 * @param notificationId the envelope id
 * @param mchid the merchant it is for
 * @param outContractCode the contract number it tells of, or null if it tells of no
 * contract of this simulator
 * @param eventType the event type
 * @param target where it will be sent
 * @param attempt which attempt is next: 1 for the first sending, then counted up
 * @param nextAttemptAt when it is due, by the simulator's clock
 */
public record PendingNotification(String notificationId, String mchid, @Nullable String outContractCode,
		String eventType, URI target, int attempt, Instant nextAttemptAt) {

}
