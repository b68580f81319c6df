package io.github.wechatpaycontract.simulator;

import java.time.Instant;

/**
 * How a contract ended.
 *
 * @param mode the termination mode, for example {@code USER_TERMINATE}
 * @param remark the reason
 * @param terminatedAt when
 * @param notificationId the envelope id of its notification, if one is sent
 */
public record SimulatedTermination(String mode, String remark, Instant terminatedAt, String notificationId) {

}
