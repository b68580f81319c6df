package io.github.wechatpaycontract.notification;

import reactor.core.publisher.Mono;

/**
 * Receives verified notifications without blocking. Completing acknowledges; an error
 * makes WeChat Pay send again. What {@link ContractNotificationHandler} says of
 * repetition and order holds here too.
 */
@FunctionalInterface
public interface ReactiveContractNotificationHandler {

	/**
	 * Handles a notification that a contract was signed or has ended; look at
	 * {@link ContractNotification#kind()}.
	 * @param notification the notification
	 * @return completes once the effect is durable
	 */
	Mono<Void> handle(ContractNotification notification);

	/**
	 * Handles a verified notification that says neither: a self-test, an intermediate
	 * state, an event not known yet. Acknowledged without more by default.
	 * @param notification the notification
	 * @return completes once the effect is durable
	 */
	default Mono<Void> handleOther(ContractNotification notification) {
		return Mono.empty();
	}

}
