package io.github.wechatpaycontract.ledger;

/**
 * The session ended without a signature. Should one turn up after all, a
 * {@link ContractSigned} follows.
 *
 * @param contract the contract, now {@link LedgerState#EXPIRED}
 * @param source how the ledger learnt of it
 */
public record ContractExpired(ContractRecord contract, Source source) implements ContractEvent {

}
