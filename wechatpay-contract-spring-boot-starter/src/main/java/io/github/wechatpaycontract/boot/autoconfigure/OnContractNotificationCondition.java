package io.github.wechatpaycontract.boot.autoconfigure;

/**
 * Matches unless notifications are switched off.
 */
final class OnContractNotificationCondition extends OnFlagCondition {

	OnContractNotificationCondition() {
		super("wechatpay.notification.enabled", true);
	}

}
