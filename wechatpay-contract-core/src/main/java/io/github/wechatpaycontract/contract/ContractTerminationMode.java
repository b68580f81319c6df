package io.github.wechatpaycontract.contract;

import org.jspecify.annotations.Nullable;

/**
 * How a contract ended. The set is open: what is not known here is {@link #UNRECOGNIZED},
 * and its text stays readable beside it.
 */
public enum ContractTerminationMode {

	/**
	 * By the payer, in WeChat.
	 */
	USER_TERMINATE,

	/**
	 * By the merchant, through the API.
	 */
	MCH_API_TERMINATE,

	/**
	 * By the merchant, in the merchant console.
	 */
	WEPAY_WEB_TERMINATE,

	/**
	 * By the payer, through WeChat Pay's customer service.
	 */
	CUSTOMER_SERVICE_TERMINATE,

	/**
	 * By WeChat Pay's system.
	 */
	SYSTEM_TERMINATE,

	/**
	 * A mode this version does not know.
	 */
	UNRECOGNIZED;

	/**
	 * Reads a mode.
	 * @param text the text on the wire
	 * @return the mode, {@code null} when there is no text
	 */
	public static @Nullable ContractTerminationMode of(@Nullable String text) {
		if (text == null) {
			return null;
		}
		return switch (text) {
			case "USER_TERMINATE" -> USER_TERMINATE;
			case "MCH_API_TERMINATE", "API" -> MCH_API_TERMINATE;
			case "WEPAY_WEB_TERMINATE" -> WEPAY_WEB_TERMINATE;
			case "CUSTOMER_SERVICE_TERMINATE" -> CUSTOMER_SERVICE_TERMINATE;
			case "SYSTEM_TERMINATE" -> SYSTEM_TERMINATE;
			default -> UNRECOGNIZED;
		};
	}

}
