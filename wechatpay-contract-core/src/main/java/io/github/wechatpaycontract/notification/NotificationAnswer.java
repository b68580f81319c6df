package io.github.wechatpaycontract.notification;

import java.nio.charset.StandardCharsets;

/**
 * What to answer a notification with. Texts are constant: they tell a stranger nothing.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012075420">WeChat Pay: notes
 * on callbacks</a>
 */
public enum NotificationAnswer {

	/**
	 * The effect is durable; WeChat Pay does not send again.
	 */
	ACKNOWLEDGED(204, ""),

	/**
	 * Authentic but unreadable.
	 */
	MALFORMED(400, "malformed"),

	/**
	 * Not proven to come from WeChat Pay, for whatever reason.
	 */
	NOT_AUTHENTIC(401, "not authentic"),

	/**
	 * Larger than any notification.
	 */
	TOO_LARGE(413, "too large"),

	/**
	 * Not handled; WeChat Pay sends again.
	 */
	FAILED(500, "not handled"),

	/**
	 * Too many at once or shutting down; WeChat Pay sends again.
	 */
	BUSY(503, "busy");

	private final int status;

	private final String body;

	NotificationAnswer(int status, String message) {
		this.status = status;
		this.body = message.isEmpty() ? "" : "{\"code\":\"FAIL\",\"message\":\"" + message + "\"}";
	}

	/**
	 * Returns the HTTP status.
	 * @return the status
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Returns the body, {@code application/json} unless empty.
	 * @return the bytes
	 */
	public byte[] body() {
		return this.body.getBytes(StandardCharsets.US_ASCII);
	}

}
