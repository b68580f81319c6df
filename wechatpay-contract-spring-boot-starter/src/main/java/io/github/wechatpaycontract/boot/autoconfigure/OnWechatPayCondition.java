package io.github.wechatpaycontract.boot.autoconfigure;

/**
 * Matches unless everything is switched off.
 */
final class OnWechatPayCondition extends OnFlagCondition {

	/**
	 * Switches everything off.
	 */
	static final String SWITCH = "wechatpay.enabled";

	OnWechatPayCondition() {
		super(SWITCH, true);
	}

}
