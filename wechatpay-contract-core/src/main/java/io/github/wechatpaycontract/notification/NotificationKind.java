package io.github.wechatpaycontract.notification;

/**
 * What a notification says about a contract.
 */
public enum NotificationKind {

	/**
	 * The payer signed.
	 */
	SIGNED,

	/**
	 * The contract ended.
	 */
	TERMINATED,

	/**
	 * Anything else: a self-test, an intermediate state, an event not known yet.
	 */
	OTHER

}
