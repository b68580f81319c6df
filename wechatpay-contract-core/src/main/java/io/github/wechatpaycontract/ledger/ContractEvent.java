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
	 * Returns the event of a contract that has just come into its state.
	 * @param contract the contract
	 * @param source how the ledger learnt of it
	 * @return the event
	 */
	static ContractEvent of(ContractRecord contract, Source source) {
		return switch (contract.state()) {
			case SIGNED -> new ContractSigned(contract, source);
			case TERMINATED -> new ContractTerminated(contract, source);
			case EXPIRED -> new ContractExpired(contract, source);
			case PENDING -> throw new IllegalArgumentException("Nothing becomes PENDING again by itself");
		};
	}

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
