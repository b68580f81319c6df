package io.github.wechatpaycontract.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A database that outlives the process in front of it: the process dies before or after a
 * commit, and what it told listeners and handlers counts only if it was committed.
 */
final class CrashingStore implements LedgerStore {

	private final LedgerStore database;

	private final List<Object> said = new ArrayList<>();

	private final List<Object> committed = new ArrayList<>();

	private Crash armed = Crash.NONE;

	private boolean down;

	private @Nullable Runnable rival;

	CrashingStore(LedgerStore database) {
		this.database = database;
	}

	/** Said by a listener or a handler, inside a transaction. */
	void say(Object effect) {
		this.said.add(effect);
	}

	List<Object> committed() {
		return this.committed;
	}

	void arm(Crash crash) {
		this.armed = crash;
	}

	/** Somebody else gets in the way of the next commit. */
	void meet(Runnable rival) {
		this.rival = rival;
	}

	boolean isDown() {
		return this.down;
	}

	void crash() {
		this.down = true;
		this.armed = Crash.NONE;
	}

	void restart() {
		this.down = false;
	}

	private LedgerStore up() {
		if (this.down) {
			throw new IllegalStateException("The process is dead");
		}
		return this.database;
	}

	private void crashIf(Crash crash) {
		if (this.armed == crash) {
			crash();
			up();
		}
	}

	private void giveWay() {
		Runnable faster = this.rival;
		if (faster != null) {
			this.rival = null;
			faster.run();
			throw new LedgerConflictException("Somebody else was faster", null);
		}
	}

	@Override
	public <T> T inTransaction(Function<LedgerTransaction, T> work) {
		this.said.clear();
		T result = up().inTransaction((transaction) -> {
			T made = work.apply(transaction);
			giveWay();
			crashIf(Crash.BEFORE_COMMIT);
			return made;
		});
		this.committed.addAll(this.said);
		crashIf(Crash.AFTER_COMMIT);
		return result;
	}

	@Override
	public Optional<ContractRecord> findContract(String mchid, String outContractCode) {
		return up().findContract(mchid, outContractCode);
	}

	@Override
	public List<ContractRecord> findContractsOf(String mchid, String openid, int limit) {
		return up().findContractsOf(mchid, openid, limit);
	}

	@Override
	public List<ContractRecord> findDueContracts(Collection<String> mchids, Instant now, int limit) {
		return up().findDueContracts(mchids, now, limit);
	}

	@Override
	public List<ContractRecord> findUnscheduledContracts(String mchid, String after, int limit) {
		return up().findUnscheduledContracts(mchid, after, limit);
	}

	@Override
	public boolean claimContract(ContractRecord contract, @Nullable Instant nextQueryAt) {
		boolean claimed = up().claimContract(contract, nextQueryAt);
		crashIf(Crash.AFTER_CLAIM);
		return claimed;
	}

	@Override
	public Optional<NotificationRecord> findNotification(String mchid, String id) {
		return up().findNotification(mchid, id);
	}

	@Override
	public List<NotificationRecord> findParkedNotifications(Collection<String> mchids, int limit) {
		return up().findParkedNotifications(mchids, limit);
	}

	@Override
	public int parkFailedNotifications(Instant receivedBefore) {
		return up().parkFailedNotifications(receivedBefore);
	}

	@Override
	public int deleteFinishedNotifications(Instant finishedBefore, int limit) {
		return up().deleteFinishedNotifications(finishedBefore, limit);
	}

	/**
	 * Where the process dies next.
	 */
	enum Crash {

		NONE, BEFORE_COMMIT, AFTER_COMMIT, AFTER_CLAIM

	}

}
