package io.github.wechatpaycontract.notification;

import reactor.core.publisher.Mono;

/**
 * Lets verified notifications take effect. What it acknowledges is durable; anything else
 * comes again.
 */
@FunctionalInterface
public interface NotificationInbox {

	/**
	 * Takes a notification in.
	 * @param delivery the notification
	 * @return the answer; an error counts as {@link NotificationAnswer#FAILED}
	 */
	Mono<NotificationAnswer> accept(NotificationDelivery delivery);

}
