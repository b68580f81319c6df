package io.github.wechatpaycontract.boot.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerStore;
import io.github.wechatpaycontract.ledger.LedgerTransaction;
import io.github.wechatpaycontract.ledger.NotificationRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Keeps a ledger in a database: PostgreSQL, MySQL, MariaDB, H2, or another that speaks
 * the same plain SQL. What handlers do through the same transaction manager is kept with
 * the ledger or not at all. See {@link LedgerSchema} for the tables.
 */
public final class JdbcLedgerStore implements LedgerStore {

	private final ManagedTransactions transactions;

	private final ContractRows contracts;

	private final NotificationRows notifications;

	/**
	 * Creates the store. The database is not asked for anything yet.
	 * @param dataSource where the tables are
	 * @param transactionManager what manages the transactions of that DataSource
	 * @param transactionTimeout how long a transaction may take, in whole seconds, at
	 * least one
	 */
	public JdbcLedgerStore(DataSource dataSource, PlatformTransactionManager transactionManager,
			Duration transactionTimeout) {
		DataSource target = target(dataSource);
		JdbcTemplate jdbc = new JdbcTemplate(target);
		jdbc.setQueryTimeout(ManagedTransactions.seconds(transactionTimeout));
		this.transactions = new ManagedTransactions(target, jdbc, transactionManager, transactionTimeout);
		this.contracts = new ContractRows(jdbc);
		this.notifications = new NotificationRows(jdbc);
	}

	/** Transaction managers look behind the proxy as well. */
	private static DataSource target(DataSource dataSource) {
		return (dataSource instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null)
				? proxy.getTargetDataSource() : dataSource;
	}

	@Override
	public boolean isInterruptible() {
		return this.transactions.isInterruptible();
	}

	/**
	 * {@inheritDoc}
	 * @throws IllegalStateException if the transaction manager does not manage the
	 * DataSource; nothing was changed
	 */
	@Override
	public <T> T inTransaction(Function<LedgerTransaction, T> work) {
		LedgerTransaction transaction = new JdbcLedgerTransaction(this.contracts, this.notifications);
		return this.transactions.run(() -> work.apply(transaction));
	}

	@Override
	public Optional<ContractRecord> findContract(String mchid, String outContractCode) {
		return this.contracts.find(mchid, outContractCode);
	}

	@Override
	public List<ContractRecord> findContractsOf(String mchid, String openid, int limit) {
		return this.contracts.findOf(mchid, openid, limit);
	}

	@Override
	public List<ContractRecord> findDueContracts(Collection<String> mchids, Instant now, int limit) {
		return this.contracts.findDue(mchids, now, limit);
	}

	@Override
	public List<ContractRecord> findUnscheduledContracts(String mchid, String after, int limit) {
		return this.contracts.findUnscheduled(mchid, after, limit);
	}

	@Override
	public boolean claimContract(ContractRecord contract, @Nullable Instant nextQueryAt) {
		return this.transactions.run(() -> this.contracts.claim(contract, nextQueryAt));
	}

	@Override
	public Optional<NotificationRecord> findNotification(String mchid, String id) {
		return this.notifications.find(mchid, id);
	}

	@Override
	public List<NotificationRecord> findParkedNotifications(Collection<String> mchids, int limit) {
		return this.notifications.findParked(mchids, limit);
	}

	@Override
	public int parkFailedNotifications(Instant receivedBefore) {
		return this.transactions.run(() -> this.notifications.parkFailed(receivedBefore));
	}

	@Override
	public int deleteFinishedNotifications(Instant finishedBefore, int limit) {
		return this.transactions.run(() -> this.notifications.deleteFinished(finishedBefore, limit));
	}

}
