package io.github.wechatpaycontract.notification;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Hands every notification to the handlers and keeps no record: a notification sent twice
 * is handled twice.
 */
public final class UnrecordedInbox implements NotificationInbox {

	private static final Logger logger = LoggerFactory.getLogger(UnrecordedInbox.class);

	private final NotificationHandlers handlers;

	/**
	 * Creates the inbox.
	 * @param handlers the handlers
	 */
	public UnrecordedInbox(NotificationHandlers handlers) {
		this.handlers = handlers;
	}

	@Override
	public Mono<NotificationAnswer> accept(NotificationDelivery delivery) {
		ContractNotification notification = delivery.notification();
		if (notification.kind() == NotificationKind.OTHER) {
			logger.warn("{} is neither a signing nor a termination; acknowledged", notification);
		}
		else if (this.handlers.isEmpty()) {
			logger.error("{} has no ContractNotificationHandler; WeChat Pay will send it again", notification);
			return Mono.just(NotificationAnswer.FAILED);
		}
		return this.handlers.handle(notification)
			.then(Mono.just(NotificationAnswer.ACKNOWLEDGED))
			.doOnError((ex) -> logger.error("{} was not handled; WeChat Pay will send it again", notification, ex))
			.onErrorReturn(NotificationAnswer.FAILED)
			.doOnCancel(() -> logger
				.error("{} was given up before its handlers were done; WeChat Pay will send it again", notification));
	}

}
