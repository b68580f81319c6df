package io.github.wechatpaycontract;

/**
 * Why the signature of an answer or a notification was not accepted.
 */
public enum SignatureFailure {

	/**
	 * One of the headers {@code Wechatpay-Timestamp}, {@code -Nonce}, {@code -Signature}
	 * or {@code -Serial} is absent or blank. Proxies and CDNs that drop headers they do
	 * not know are the usual reason.
	 */
	HEADER_MISSING("a Wechatpay-* header is missing; a proxy or CDN on the way may drop it"),

	/**
	 * One of the headers occurs more than once.
	 */
	HEADER_REPEATED("a Wechatpay-* header occurs more than once"),

	/**
	 * One of the headers is not of its form.
	 */
	HEADER_MALFORMED("a Wechatpay-* header is malformed"),

	/**
	 * {@code Wechatpay-Signature-Type} names a scheme other than
	 * {@code WECHATPAY2-SHA256-RSA2048}.
	 */
	TYPE_UNSUPPORTED("Wechatpay-Signature-Type is not WECHATPAY2-SHA256-RSA2048"),

	/**
	 * {@code Wechatpay-Timestamp} is further from this host's clock than allowed: the
	 * message is old or replayed, or the clock is wrong.
	 */
	STALE("Wechatpay-Timestamp is too far from this host's clock; the message is old or the clock is wrong"),

	/**
	 * No key is known for {@code Wechatpay-Serial}.
	 */
	UNKNOWN_SERIAL("no platform key is known for Wechatpay-Serial"),

	/**
	 * The signature is wrong on purpose: it starts with {@code WECHATPAY/SIGNTEST/}.
	 */
	PROBE("WeChat Pay sent a wrong signature on purpose, to see whether it is checked"),

	/**
	 * The signature does not fit the message.
	 */
	MISMATCH("the signature does not fit the message; the body may have been changed on the way");

	private final String description;

	SignatureFailure(String description) {
		this.description = description;
	}

	/**
	 * Returns the failure in words for a log or a message.
	 * @return the description
	 */
	public String description() {
		return this.description;
	}

}
