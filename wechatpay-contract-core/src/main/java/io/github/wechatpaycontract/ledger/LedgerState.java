package io.github.wechatpaycontract.ledger;

/**
 * The state of a contract as this application knows it. In whatever order news arrives, a
 * contract ends in the same state: a later one here is never left for an earlier one.
 */
public enum LedgerState {

	/**
	 * A session was asked for; nothing is known of a signature.
	 */
	PENDING,

	/**
	 * The session ended and WeChat Pay has no signature. Still becomes {@link #SIGNED}
	 * should one turn up.
	 */
	EXPIRED,

	/**
	 * In force.
	 */
	SIGNED,

	/**
	 * Ended for good; its number can never be used again.
	 */
	TERMINATED

}
