package io.github.wechatpaycontract.boot.autoconfigure;

import java.io.Serial;

/**
 * A property that keeps the application from starting. Says which and what to do, never
 * its value.
 */
final class WechatPayPropertyException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Creates the exception.
	 * @param property the property, such as {@code wechatpay.mchid}
	 * @param problem what is wrong with it, following its name in a sentence
	 * @param action what to do
	 */
	WechatPayPropertyException(String property, String problem, String action) {
		super("Property '%s' %s".formatted(property, problem));
		this.action = action;
	}

	String getAction() {
		return this.action;
	}

}
