package io.github.wechatpaycontract.notification;

/**
 * Receives verified notifications. Returning acknowledges; throwing makes WeChat Pay send
 * again. So commit before returning, and expect the same notification more than once,
 * also at the same moment on several hosts and in any order.
 * <p>
 * Runs on a thread that may block, within the time budget of the endpoint. What takes
 * longer is interrupted and answered with an error, though its commit may still succeed.
 *
 * @see ReactiveContractNotificationHandler
 */
@FunctionalInterface
public interface ContractNotificationHandler {

	/**
	 * Handles a notification that a contract was signed or has ended; look at
	 * {@link ContractNotification#kind()}.
	 * @param notification the notification
	 * @throws Exception if it could not be handled and must come again
	 */
	void handle(ContractNotification notification) throws Exception;

	/**
	 * Handles a verified notification that says neither: a self-test, an intermediate
	 * state, an event not known yet. Acknowledged without more by default.
	 * @param notification the notification
	 * @throws Exception if it could not be handled and must come again
	 */
	default void handleOther(ContractNotification notification) throws Exception {
	}

}
