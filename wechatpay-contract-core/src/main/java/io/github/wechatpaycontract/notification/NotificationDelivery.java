package io.github.wechatpaycontract.notification;

import java.time.Duration;

/**
 * One arrival of a notification.
 *
 * @param notification the notification, verified
 * @param message what came over the wire
 * @param timeLeft how long its effect and the answer to it may take
 */
public record NotificationDelivery(ContractNotification notification, NotificationMessage message, Duration timeLeft) {

}
