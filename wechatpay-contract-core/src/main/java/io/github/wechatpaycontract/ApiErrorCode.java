package io.github.wechatpaycontract;

import org.jspecify.annotations.Nullable;

/**
 * The error codes that are known, and what to do. The set is open: the pages of this
 * product list the first five, the others occur elsewhere in APIv3, and what is not known
 * here is {@link #UNRECOGNIZED}. Decide by the HTTP status first.
 *
 * @see WechatPayApiException#getErrorCode()
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012081717">WeChat Pay: HTTP
 * status codes</a>
 */
public enum ApiErrorCode {

	/**
	 * 400: a parameter is wrong, an openid that is not of this appid for example, or the
	 * {@code Wechatpay-Serial} of the request. Correct the request.
	 */
	PARAM_ERROR,

	/**
	 * 400: the request breaks a rule of the interface or of the business. Read the
	 * message and correct the request.
	 */
	INVALID_REQUEST,

	/**
	 * 401: the signature was not accepted. The exception's message says whether the body
	 * changed on the way, the key is wrong or this host's clock is.
	 */
	SIGN_ERROR,

	/**
	 * 403: the merchant may not use the product. Apply for it, or for the service id.
	 */
	NO_AUTH,

	/**
	 * 500: WeChat Pay failed. Repeat with the same parameters, after a termination query
	 * first.
	 */
	SYSTEM_ERROR,

	/**
	 * 400: the appid is not bound to the merchant number. Bind it in the merchant
	 * console.
	 */
	APPID_MCHID_NOT_MATCH,

	/**
	 * The merchant number is unknown. Correct it.
	 */
	MCH_NOT_EXISTS,

	/**
	 * The openid is not of this appid. Correct it.
	 */
	OPENID_MISMATCH,

	/**
	 * 404: there is no such thing; also {@code NOT_FOUND} and {@code ORDER_NOT_EXIST}.
	 * Check the number.
	 */
	RESOURCE_NOT_EXISTS,

	/**
	 * 400 or 403: there is no such contract; also {@code CONTRACT_NOT_EXISTS}. Query it
	 * and go by its state.
	 */
	CONTRACT_NOT_EXIST,

	/**
	 * 400 or 403: there is such a contract already. Query it and go by its state.
	 */
	CONTRACT_EXISTED,

	/**
	 * 400: the number is used already; also {@code RESOURCE_ALREADY_EXISTS}. Query it, or
	 * take a new number.
	 */
	ALREADY_EXISTS,

	/**
	 * A rule of the business forbids it. Read the message.
	 */
	RULE_LIMIT,

	/**
	 * 429: too frequent, and not taken; also {@code RATELIMIT_EXCEED},
	 * {@code RATE_LIMITED} and {@code FREQUENCY_LIMITED}. Slow down and repeat.
	 */
	RATELIMIT_EXCEEDED,

	/**
	 * 502 or 503: not available. Repeat with the same parameters, after a termination
	 * query first.
	 */
	SERVICE_UNAVAILABLE,

	/**
	 * A code this version does not know, or none.
	 */
	UNRECOGNIZED;

	/**
	 * Reads a code, tolerant of its spellings.
	 * @param text the text on the wire
	 * @return the code
	 */
	public static ApiErrorCode of(@Nullable String text) {
		return switch ((text != null) ? text : "") {
			case "PARAM_ERROR" -> PARAM_ERROR;
			case "INVALID_REQUEST" -> INVALID_REQUEST;
			case "SIGN_ERROR" -> SIGN_ERROR;
			case "NO_AUTH" -> NO_AUTH;
			case "SYSTEM_ERROR" -> SYSTEM_ERROR;
			case "APPID_MCHID_NOT_MATCH" -> APPID_MCHID_NOT_MATCH;
			case "MCH_NOT_EXISTS" -> MCH_NOT_EXISTS;
			case "OPENID_MISMATCH" -> OPENID_MISMATCH;
			case "RESOURCE_NOT_EXISTS", "NOT_FOUND", "ORDER_NOT_EXIST" -> RESOURCE_NOT_EXISTS;
			case "CONTRACT_NOT_EXIST", "CONTRACT_NOT_EXISTS" -> CONTRACT_NOT_EXIST;
			case "CONTRACT_EXISTED" -> CONTRACT_EXISTED;
			case "ALREADY_EXISTS", "RESOURCE_ALREADY_EXISTS" -> ALREADY_EXISTS;
			case "RULE_LIMIT" -> RULE_LIMIT;
			case "RATELIMIT_EXCEEDED", "RATELIMIT_EXCEED", "RATE_LIMITED", "FREQUENCY_LIMITED" -> RATELIMIT_EXCEEDED;
			case "SERVICE_UNAVAILABLE" -> SERVICE_UNAVAILABLE;
			default -> UNRECOGNIZED;
		};
	}

}
