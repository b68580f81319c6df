package io.github.wechatpaycontract.ledger;

/**
 * The contract ended for good; it must not be used any more.
 *
 * @param contract the contract, now {@link LedgerState#TERMINATED}
 * @param source how the ledger learnt of it
 */
public record ContractTerminated(ContractRecord contract, Source source) implements ContractEvent {

}
