package io.github.wechatpaycontract.ledger;

/**
 * A row as a transaction leaves it.
 *
 * @param row the row
 * @param isNew whether the transaction added it
 */
record MemoryChange<R>(R row, boolean isNew) {

}
