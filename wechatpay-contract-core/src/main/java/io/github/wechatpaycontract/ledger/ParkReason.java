package io.github.wechatpaycontract.ledger;

/**
 * Why a verified notification was set aside and moved nothing.
 */
public enum ParkReason {

	/**
	 * Neither its event nor its state is known.
	 */
	UNKNOWN_EVENT("neither its event nor its state is known; say what it means in 'event-types' and replay it"),

	/**
	 * Its event says one thing, its state another.
	 */
	CONTRADICTORY("its event says one thing and its state another; a query tells which is right"),

	/**
	 * It says signed, but a query right after it did not find the contract so.
	 */
	NOT_CONFIRMED("a query does not confirm it; another query tells whether it is right"),

	/**
	 * It names a contract that the ledger does not have, or none.
	 */
	UNKNOWN_CONTRACT("this ledger has no such contract; was it opened with another application?"),

	/**
	 * It speaks of another merchant or sub-merchant.
	 */
	OTHER_MERCHANT("it speaks of another merchant"),

	/**
	 * It names another service than the contract was opened for.
	 */
	OTHER_SERVICE("it names another service than the contract was opened for"),

	/**
	 * It names another appid than the contract was opened for.
	 */
	OTHER_APPID("it names another appid than the contract was opened for"),

	/**
	 * It names another payer than the contract was opened for.
	 */
	OTHER_PAYER("SECURITY: it names another payer than the contract was opened for"),

	/**
	 * It gives the contract an id that is another contract's, or a second id.
	 */
	OTHER_CONTRACT_ID("SECURITY: its contract id is another contract's, or the contract has another one"),

	/**
	 * A notification of the same id said something else before.
	 */
	CHANGED_CONTENT("SECURITY: a notification of the same id said something else before"),

	/**
	 * It failed as often as WeChat Pay sends it, or was not sent again.
	 */
	FAILED_REPEATEDLY("it failed as often as WeChat Pay sends it; mend the handler and replay it");

	private final String description;

	ParkReason(String description) {
		this.description = description;
	}

	/**
	 * Returns the reason in words.
	 * @return the reason, fit for a log
	 */
	public String description() {
		return this.description;
	}

}
