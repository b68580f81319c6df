package io.github.wechatpaycontract.ledger;

/**
 * A contract has moved. Published once for each move, inside the transaction that makes
 * it durable: what a listener changes in the same transaction is kept with the move or
 * not at all, and a listener that throws undoes the move.
 */
public sealed interface ContractEvent permits ContractSigned, ContractTerminated, ContractExpired {

	/**
	 * Returns the contract.
	 * @return the contract after the move
	 */
	ContractRecord contract();

	/**
	 * Returns how the ledger learnt of it.
	 * @return the source
	 */
	Source source();

	/**
	 * How the ledger learns of moves.
	 */
	enum Source {

		/**
		 * A notification.
		 */
		NOTIFICATION,

		/**
		 * The answer to a query.
		 */
		QUERY

	}

}
