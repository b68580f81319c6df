package io.github.wechatpaycontract.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a ledger in memory, for one process and as long as it lives. Beyond its capacity
 * the oldest records are forgotten, those of contracts that have ended first. What
 * handlers do elsewhere is not part of its transactions.
 */
public final class MemoryLedgerStore implements LedgerStore {

	/**
	 * How many contracts, and how many notifications, are kept unless said otherwise.
	 */
	public static final int CAPACITY = 100_000;

	private static final Logger logger = LoggerFactory.getLogger(MemoryLedgerStore.class);

	private static final int STRIPES = 1_024;

	private final List<ReentrantLock> locks = IntStream.range(0, STRIPES).mapToObj((i) -> new ReentrantLock()).toList();

	private final ThreadLocal<@Nullable MemoryTransaction> current = new ThreadLocal<>();

	private final AtomicBoolean full = new AtomicBoolean();

	private final MemoryTable<ContractRecord> contracts;

	private final MemoryTable<NotificationRecord> notifications;

	/**
	 * Creates an empty store.
	 * @param capacity how many contracts, and how many notifications, are kept
	 */
	public MemoryLedgerStore(int capacity) {
		this.contracts = new MemoryTable<>(capacity, ContractRecord::mchid, ContractRecord::outContractCode,
				ContractRecord::contractId);
		this.notifications = new MemoryTable<>(capacity, NotificationRecord::mchid, NotificationRecord::id,
				NotificationRecord::fact);
	}

	@Override
	public boolean isDurable() {
		return false;
	}

	@Override
	public <T> T inTransaction(Function<LedgerTransaction, T> work) {
		MemoryTransaction transaction = new MemoryTransaction(this);
		MemoryTransaction outer = this.current.get();
		this.current.set(transaction);
		try {
			T result = work.apply(transaction);
			transaction.commit();
			return result;
		}
		finally {
			this.current.set(outer);
			transaction.end();
		}
	}

	ReentrantLock lock(String mchid, String outContractCode) {
		return this.locks.get(Math.floorMod(Objects.hash(mchid, outContractCode), STRIPES));
	}

	/** All of it or none. */
	synchronized void commit(MemoryTransaction transaction) {
		transaction.contracts().forEach(this.contracts::check);
		transaction.notifications().forEach(this.notifications::check);
		transaction.notifications().forEach(this::requireUnfinished);
		boolean forgotten = this.contracts.putAll(transaction.contracts(),
				(contract) -> contract.state() == LedgerState.TERMINATED || contract.state() == LedgerState.EXPIRED);
		forgotten |= this.notifications.putAll(transaction.notifications(),
				(notification) -> notification.state() == NotificationRecord.State.DONE);
		if (forgotten && this.full.compareAndSet(false, true)) {
			logger.warn("The ledger in memory is full and forgets its oldest records; use a DataSource");
		}
	}

	private void requireUnfinished(MemoryChange<NotificationRecord> change) {
		NotificationRecord row = change.row();
		if (this.notifications.find(row.mchid(), row.id())
			.filter((current) -> current.state() == NotificationRecord.State.DONE)
			.isPresent()) {
			throw new LedgerConflictException("The notification took effect meanwhile", null);
		}
	}

	@Override
	public Optional<ContractRecord> findContract(String mchid, String outContractCode) {
		MemoryTransaction transaction = this.current.get();
		Optional<ContractRecord> changed = (transaction != null) ? transaction.findChanged(mchid, outContractCode)
				: Optional.empty();
		return changed.or(() -> findCommitted(mchid, outContractCode));
	}

	synchronized Optional<ContractRecord> findCommitted(String mchid, String outContractCode) {
		return this.contracts.find(mchid, outContractCode);
	}

	synchronized Optional<String> findOutContractCode(String mchid, String contractId) {
		return this.contracts.findKey(mchid, contractId);
	}

	@Override
	public synchronized List<ContractRecord> findContractsOf(String mchid, String openid, int limit) {
		return visibleContracts()
			.filter((contract) -> contract.mchid().equals(mchid)
					&& (openid.equals(contract.parties().openid()) || openid.equals(contract.parties().subOpenid())))
			.sorted(Comparator.comparing(ContractRecord::openedAt).reversed())
			.limit(limit)
			.toList();
	}

	/** As they are for this thread. */
	private Stream<ContractRecord> visibleContracts() {
		MemoryTransaction transaction = this.current.get();
		if (transaction == null) {
			return this.contracts.stream();
		}
		Stream<ContractRecord> unchanged = this.contracts.stream()
			.filter((contract) -> transaction.findChanged(contract.mchid(), contract.outContractCode()).isEmpty());
		return Stream.concat(transaction.contracts().stream().map(MemoryChange::row), unchanged);
	}

	@Override
	public synchronized List<ContractRecord> findDueContracts(Collection<String> mchids, Instant now, int limit) {
		return this.contracts.stream()
			.filter((contract) -> mchids.contains(contract.mchid()) && contract.nextQueryAt() != null
					&& !contract.nextQueryAt().isAfter(now))
			.sorted(Comparator.comparing(ContractRecord::nextQueryAt))
			.limit(limit)
			.toList();
	}

	@Override
	public synchronized List<ContractRecord> findUnscheduledContracts(String mchid, String after, int limit) {
		return this.contracts.stream()
			.filter((contract) -> contract.mchid().equals(mchid) && contract.outContractCode().compareTo(after) > 0
					&& contract.isSigned() && contract.nextQueryAt() == null)
			.sorted(Comparator.comparing(ContractRecord::outContractCode))
			.limit(limit)
			.toList();
	}

	@Override
	public boolean claimContract(ContractRecord contract, @Nullable Instant nextQueryAt) {
		return inTransaction((transaction) -> transaction.lockContract(contract.mchid(), contract.outContractCode())
			.filter((current) -> current.queries() == contract.queries())
			.map((current) -> {
				transaction.updateContract(current.claimed(nextQueryAt));
				return true;
			})
			.orElse(false));
	}

	@Override
	public synchronized Optional<NotificationRecord> findNotification(String mchid, String id) {
		return this.notifications.find(mchid, id);
	}

	synchronized boolean isKnownFact(String mchid, String fact) {
		return this.notifications.findKey(mchid, fact).isPresent();
	}

	@Override
	public synchronized List<NotificationRecord> findParkedNotifications(Collection<String> mchids, int limit) {
		return this.notifications.stream()
			.filter((notification) -> notification.state() == NotificationRecord.State.PARKED
					&& mchids.contains(notification.mchid()))
			.sorted(Comparator.comparing(NotificationRecord::receivedAt).reversed())
			.limit(limit)
			.toList();
	}

	@Override
	public synchronized int parkFailedNotifications(Instant receivedBefore) {
		List<NotificationRecord> failed = this.notifications.stream()
			.filter((notification) -> notification.state() == NotificationRecord.State.FAILED
					&& notification.receivedAt().isBefore(receivedBefore))
			.toList();
		failed.forEach((notification) -> this.notifications.put(notification.setAside()));
		return failed.size();
	}

	@Override
	public synchronized int deleteFinishedNotifications(Instant finishedBefore, int limit) {
		List<NotificationRecord> finished = this.notifications.stream()
			.filter((notification) -> notification.fact() == null && notification.finishedAt() != null
					&& notification.finishedAt().isBefore(finishedBefore))
			.limit(limit)
			.toList();
		finished.forEach(this.notifications::remove);
		return finished.size();
	}

}
