package io.github.wechatpaycontract.simulator;

/**
 * What became of a signing session.
 */
public enum SessionState {

	/**
	 * The payer may still sign.
	 */
	OPEN,

	/**
	 * The payer signed; there is a contract.
	 */
	SIGNED,

	/**
	 * The contract was ended.
	 */
	TERMINATED,

	/**
	 * The payer gave up; nothing is sent.
	 */
	ABANDONED,

	/**
	 * Two hours went by.
	 */
	EXPIRED

}
