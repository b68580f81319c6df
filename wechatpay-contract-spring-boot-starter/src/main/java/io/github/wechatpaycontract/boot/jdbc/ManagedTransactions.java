package io.github.wechatpaycontract.boot.jdbc;

import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * New transactions that are certain to hold what is done on one DataSource. With the
 * transaction manager of another one every statement would be committed by itself, or by
 * nobody.
 */
final class ManagedTransactions {

	private final DataSource dataSource;

	private final JdbcOperations jdbc;

	private final PlatformTransactionManager transactionManager;

	private final TransactionTemplate template;

	private volatile boolean interruptible;

	ManagedTransactions(DataSource dataSource, JdbcOperations jdbc, PlatformTransactionManager transactionManager,
			Duration timeout) {
		this.dataSource = dataSource;
		this.jdbc = jdbc;
		this.transactionManager = transactionManager;
		this.template = new TransactionTemplate(transactionManager);
		this.template.setName("wechatpay-ledger");
		this.template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.template.setTimeout(seconds(timeout));
	}

	/** The next whole number. */
	static int seconds(Duration timeout) {
		long seconds = timeout.plusNanos(999_999_999).toSeconds();
		return (int) Math.max(1, Math.min(seconds, Integer.MAX_VALUE));
	}

	/**
	 * Works in a transaction of its own. What the work throws comes out unchanged.
	 */
	<T> T run(Supplier<T> work) {
		Object outer = TransactionSynchronizationManager.getResource(this.dataSource);
		AtomicBoolean committing = new AtomicBoolean();
		try {
			return Objects.requireNonNull(this.template.execute((status) -> {
				requireManaged(outer);
				T result = Objects.requireNonNull(work.get(), "work in a transaction always has a result");
				committing.set(true);
				return result;
			}));
		}
		catch (DuplicateKeyException | ConcurrencyFailureException ex) {
			throw committing.get() ? Conflicts.of(ex) : ex;
		}
	}

	/** JTA shows no resource; there the connection alone tells. */
	private void requireManaged(@Nullable Object outer) {
		Object bound = TransactionSynchronizationManager.getResource(this.dataSource);
		boolean visible = this.transactionManager instanceof ResourceTransactionManager;
		if ((visible && (bound == null || bound == outer)) || isAutoCommit()) {
			throw new IllegalStateException(("The transaction manager %s does not manage the DataSource of the"
					+ " ledger, a %s; nothing was changed. Mark the one that does @Primary, or define a LedgerStore"
					+ " bean with the two that belong together")
				.formatted(this.transactionManager.getClass().getName(), this.dataSource.getClass().getName()));
		}
	}

	private boolean isAutoCommit() {
		return Boolean.TRUE.equals(this.jdbc.execute((ConnectionCallback<Boolean>) (connection) -> {
			this.interruptible = LedgerPlatform.of(connection.getMetaData().getDatabaseProductName())
				.filter((platform) -> platform == LedgerPlatform.H2)
				.isEmpty();
			return connection.getAutoCommit();
		}));
	}

	/**
	 * Returns whether a thread in a transaction may be interrupted. An interrupted write
	 * closes a database of H2. Not known, and so not, before the first transaction.
	 */
	boolean isInterruptible() {
		return this.interruptible;
	}

}
