package io.github.wechatpaycontract.ledger;

/**
 * What WeChat Pay answered when it was asked whether a notification is right.
 */
enum Confirmation {

	/**
	 * It was not asked.
	 */
	NOT_ASKED,

	/**
	 * It says the same.
	 */
	CONFIRMED,

	/**
	 * It says that the contract was signed and has ended since.
	 */
	ENDED,

	/**
	 * It did not answer in time, or not provably.
	 */
	UNANSWERED,

	/**
	 * It says something else.
	 */
	DENIED

}
