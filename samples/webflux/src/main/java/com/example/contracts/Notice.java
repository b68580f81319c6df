package com.example.contracts;

import io.github.wechatpaycontract.WechatPayException;

/**
 * What the page says once, above everything else.
 */
enum Notice {

	/** There is no simulator, so the payer goes on in the mini program. */
	MINI_PROGRAM,

	/** The order was placed, and the contract is offered after its payment. */
	OFFERED,

	/** The order was placed; there will be no offer. */
	NOT_OFFERED,

	/** WeChat Pay could not be reached; nothing is known, and trying again is right. */
	UNREACHABLE,

	/** WeChat Pay refused, or its answer was of no use. */
	REFUSED;

	static Notice of(WechatPayException ex) {
		return ex.isRetryable() ? UNREACHABLE : REFUSED;
	}

	/**
	 * The key of its text among the page's messages.
	 */
	public String message() {
		return "notice." + name();
	}

	/**
	 * The page with this notice on it.
	 */
	String page() {
		return "/?notice=" + name();
	}

}
