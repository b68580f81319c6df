package io.github.wechatpaycontract.boot.jdbc;

import io.github.wechatpaycontract.ledger.LedgerStore;
import io.github.wechatpaycontract.ledger.MemoryLedgerStore;

/**
 * The store in memory.
 */
class MemoryLedgerStoreTests extends AbstractLedgerStoreTests {

	@Override
	protected LedgerStore createStore() {
		return new MemoryLedgerStore(MemoryLedgerStore.CAPACITY);
	}

}
