package io.github.wechatpaycontract.boot.web.servlet;

import java.io.Serial;

import io.github.wechatpaycontract.notification.NotificationAnswer;

/**
 * A body that is not read to its end.
 */
final class RefusedBodyException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final NotificationAnswer answer;

	private final String reason;

	RefusedBodyException(NotificationAnswer answer, String reason) {
		super(null, null, false, false);
		this.answer = answer;
		this.reason = reason;
	}

	@Override
	public String getMessage() {
		return this.reason;
	}

	NotificationAnswer answer() {
		return this.answer;
	}

}
