package io.github.wechatpaycontract.ledger;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * One transaction in memory: what it changes is seen by nobody else before it commits.
 */
final class MemoryTransaction implements LedgerTransaction {

	private static final long LOCK_SECONDS = 5;

	private final MemoryLedgerStore store;

	private final Map<String, MemoryChange<ContractRecord>> contracts = new LinkedHashMap<>();

	private final Map<String, MemoryChange<NotificationRecord>> notifications = new LinkedHashMap<>();

	private @Nullable ReentrantLock lock;

	MemoryTransaction(MemoryLedgerStore store) {
		this.store = store;
	}

	Collection<MemoryChange<ContractRecord>> contracts() {
		return this.contracts.values();
	}

	Collection<MemoryChange<NotificationRecord>> notifications() {
		return this.notifications.values();
	}

	void commit() {
		this.store.commit(this);
	}

	void end() {
		if (this.lock != null) {
			this.lock.unlock();
		}
	}

	/** A transaction holds one contract only, so no two wait for each other. */
	@Override
	public Optional<ContractRecord> lockContract(String mchid, String outContractCode) {
		if (this.lock == null) {
			acquire(this.store.lock(mchid, outContractCode));
		}
		return this.store.findCommitted(mchid, outContractCode);
	}

	/** What this transaction changed is seen on its own thread. */
	Optional<ContractRecord> findChanged(String mchid, String outContractCode) {
		return Optional.ofNullable(this.contracts.get(outContractCode))
			.map(MemoryChange::row)
			.filter((contract) -> contract.mchid().equals(mchid));
	}

	private void acquire(ReentrantLock wanted) {
		try {
			if (!wanted.tryLock(LOCK_SECONDS, TimeUnit.SECONDS)) {
				throw new LedgerConflictException("Another transaction holds the contract", null);
			}
			this.lock = wanted;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LedgerConflictException("The thread was interrupted", ex);
		}
	}

	@Override
	public Optional<String> findOutContractCode(String mchid, String contractId) {
		return this.store.findOutContractCode(mchid, contractId);
	}

	@Override
	public void insertContract(ContractRecord contract) {
		this.contracts.put(contract.outContractCode(), new MemoryChange<>(contract, true));
	}

	@Override
	public void updateContract(ContractRecord contract) {
		this.contracts.merge(contract.outContractCode(), new MemoryChange<>(contract, false),
				(before, after) -> new MemoryChange<>(after.row(), before.isNew()));
	}

	@Override
	public Optional<NotificationRecord> findNotification(String mchid, String id) {
		return this.store.findNotification(mchid, id);
	}

	@Override
	public boolean isKnownFact(String mchid, String fact) {
		return this.store.isKnownFact(mchid, fact);
	}

	@Override
	public void insertNotification(NotificationRecord notification) {
		this.notifications.put(notification.id(), new MemoryChange<>(notification, true));
	}

	@Override
	public void updateNotification(NotificationRecord notification) {
		this.notifications.put(notification.id(), new MemoryChange<>(notification, false));
	}

}
