package io.github.wechatpaycontract.ledger;

/**
 * The payer signed.
 *
 * @param contract the contract, now {@link LedgerState#SIGNED}
 * @param source how the ledger learnt of it
 */
public record ContractSigned(ContractRecord contract, Source source) implements ContractEvent {

}
