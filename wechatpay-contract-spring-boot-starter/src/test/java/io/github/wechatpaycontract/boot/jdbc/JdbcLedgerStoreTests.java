package io.github.wechatpaycontract.boot.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wechatpaycontract.ledger.LedgerConflictException;
import io.github.wechatpaycontract.ledger.LedgerStore;
import io.github.wechatpaycontract.ledger.NotificationRecord;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.MCHID;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.NOW;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.done;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.pending;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.unfinished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * How the store stands to the application's transactions.
 */
class JdbcLedgerStoreTests {

	private static final String URL = "jdbc:h2:mem:jdbc-ledger-store;DB_CLOSE_DELAY=60";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final JdbcConnectionPool dataSource = JdbcConnectionPool.create(URL, "sa", "");

	private final JdbcConnectionPool other = JdbcConnectionPool.create("jdbc:h2:mem:jdbc-other", "sa", "");

	private final PlatformTransactionManager transactionManager = new JdbcTransactionManager(this.dataSource);

	private LedgerStore store;

	@BeforeEach
	void create() {
		this.store = TestLedger.emptyStore(this.dataSource);
	}

	@AfterEach
	void dispose() {
		this.dataSource.dispose();
		this.other.dispose();
	}

	@Test
	void inTransactionWhenManagerIsOfAnotherDataSourceIsRefused() {
		assertRefused(new JdbcLedgerStore(this.dataSource, new JdbcTransactionManager(this.other), TIMEOUT));
	}

	@Test
	void inTransactionWhenManagerIsOfAnotherDataSourceAndPoolHasNoAutoCommitIsRefused() {
		try (HikariDataSource pool = new HikariDataSource()) {
			pool.setJdbcUrl(URL);
			pool.setUsername("sa");
			pool.setAutoCommit(false);
			assertRefused(new JdbcLedgerStore(pool, new JdbcTransactionManager(this.other), TIMEOUT));
		}
	}

	@Test
	void inTransactionWhenOnlyAnOuterTransactionIsOfTheDataSourceIsRefused() {
		new TransactionTemplate(this.transactionManager).executeWithoutResult((status) -> assertRefused(
				new JdbcLedgerStore(this.dataSource, new JdbcTransactionManager(this.other), TIMEOUT)));
	}

	@Test
	void inTransactionWhenManagerOnlyPretendsIsRefused() {
		assertRefused(new JdbcLedgerStore(this.dataSource, new NothingManaged(), TIMEOUT));
	}

	private void assertRefused(LedgerStore store) {
		assertThatIllegalState(() -> insert(store));
		assertThatIllegalState(() -> store.claimContract(pending("bicycle17"), NOW));
		assertThatIllegalState(() -> store.deleteFinishedNotifications(NOW, 1));
		assertThat(this.store.findContract(MCHID, "bicycle17")).isEmpty();
	}

	private static void assertThatIllegalState(Runnable work) {
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(work::run)
			.withMessageContaining("does not manage the DataSource")
			.withMessageContaining("@Primary")
			.withMessageContaining("LedgerStore bean");
	}

	@Test
	void inTransactionWhenDataSourceIsItsTransactionAwareProxyWorks() {
		insert(new JdbcLedgerStore(new TransactionAwareDataSourceProxy(this.dataSource), this.transactionManager,
				TIMEOUT));
		assertThat(this.store.findContract(MCHID, "bicycle17")).isPresent();
	}

	@Test
	void inTransactionWhenPoolHasNoAutoCommitIsDurable() {
		try (HikariDataSource pool = new HikariDataSource()) {
			pool.setJdbcUrl(URL);
			pool.setUsername("sa");
			pool.setAutoCommit(false);
			LedgerStore store = new JdbcLedgerStore(pool, new JdbcTransactionManager(pool), TIMEOUT);
			insert(store);
			assertThat(store.claimContract(pending("bicycle17"), NOW)).isTrue();
		}
		assertThat(this.store.findContract(MCHID, "bicycle17").orElseThrow().queries()).isEqualTo(1);
	}

	@Test
	void inTransactionWhenOuterTransactionRollsBackIsKept() {
		new TransactionTemplate(this.transactionManager).executeWithoutResult((outer) -> {
			insert(this.store);
			outer.setRollbackOnly();
		});
		assertThat(this.store.findContract(MCHID, "bicycle17")).isPresent();
	}

	@Test
	void inTransactionWhenWorkFailsThrowsThatUnchanged() {
		List<Throwable> failures = List.of(new DuplicateKeyException("of the application"),
				new CannotAcquireLockException("of the application"), new IllegalStateException(),
				new StackOverflowError());
		for (Throwable failure : failures) {
			assertThatThrownBy(() -> this.store.<Boolean>inTransaction((transaction) -> {
				transaction.insertContract(pending("bicycle17"));
				if (failure instanceof Error error) {
					throw error;
				}
				throw (RuntimeException) failure;
			})).isSameAs(failure);
			assertThat(this.store.findContract(MCHID, "bicycle17")).isEmpty();
		}
	}

	@Test
	void inTransactionWhenApplicationMarksItRollbackOnlyFails() {
		TransactionTemplate ofApplication = new TransactionTemplate(this.transactionManager);
		assertThatExceptionOfType(UnexpectedRollbackException.class)
			.isThrownBy(() -> this.store.<Boolean>inTransaction((transaction) -> {
				ofApplication.executeWithoutResult((status) -> status.setRollbackOnly());
				transaction.insertContract(pending("bicycle17"));
				return true;
			}));
		assertThat(this.store.findContract(MCHID, "bicycle17")).isEmpty();
	}

	@Test
	void inTransactionHoldsWhatTheApplicationDoesWithTheSameManager() {
		JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);
		jdbc.execute("create table if not exists shop (id varchar(10))");
		assertThatExceptionOfType(LedgerConflictException.class)
			.isThrownBy(() -> this.store.<Boolean>inTransaction((transaction) -> {
				jdbc.update("insert into shop values ('1')");
				transaction.insertContract(pending("bicycle17"));
				transaction.insertContract(pending("bicycle17"));
				return true;
			}));
		assertThat(jdbc.queryForList("select id from shop")).isEmpty();
	}

	@Test
	void inTransactionWhenCommitMeetsAnotherTransactionConflicts() {
		LedgerStore failing = new JdbcLedgerStore(this.dataSource, new Recording(this.dataSource) {

			@Override
			protected void doCommit(DefaultTransactionStatus status) {
				doRollback(status);
				throw new CannotAcquireLockException("at the commit");
			}

		}, TIMEOUT);
		assertThatExceptionOfType(LedgerConflictException.class).isThrownBy(() -> insert(failing))
			.withCauseInstanceOf(CannotAcquireLockException.class);
	}

	@Test
	void inTransactionBeginsNewOneWithTimeoutInWholeSeconds() {
		Recording recording = new Recording(this.dataSource);
		insert(new JdbcLedgerStore(this.dataSource, recording, Duration.ofMillis(4_001)));
		new JdbcLedgerStore(this.dataSource, recording, Duration.ofMillis(1)).inTransaction((transaction) -> true);
		new JdbcLedgerStore(this.dataSource, recording, Duration.ofSeconds(3)).inTransaction((transaction) -> true);
		assertThat(recording.begun).extracting(TransactionDefinition::getTimeout).containsExactly(5, 1, 3);
		assertThat(recording.begun).allSatisfy((definition) -> {
			assertThat(definition.getPropagationBehavior()).isEqualTo(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
			assertThat(definition.getIsolationLevel()).isEqualTo(TransactionDefinition.ISOLATION_DEFAULT);
		});
	}

	/** A failed notification that names no contract is sent to two hosts at once. */
	@Test
	void updateNotificationWhenItTookEffectMeanwhileConflicts() {
		this.store.inTransaction((transaction) -> {
			transaction.insertNotification(unfinished("n-1", State.FAILED, NOW));
			return true;
		});
		CyclicBarrier bothHaveRead = new CyclicBarrier(2);
		List<Boolean> effects = Threads.together(2, (number) -> {
			try {
				return this.store.inTransaction((transaction) -> {
					NotificationRecord found = transaction.findNotification(MCHID, "n-1").orElseThrow();
					Threads.await(bothHaveRead);
					transaction.updateNotification(done(found.id(), null));
					return true;
				});
			}
			catch (LedgerConflictException ex) {
				return false;
			}
		});
		assertThat(effects).containsExactlyInAnyOrder(true, false);
	}

	@Test
	void updateContractWhenThereIsNoneConflicts() {
		assertThatExceptionOfType(LedgerConflictException.class)
			.isThrownBy(() -> this.store.<Boolean>inTransaction((transaction) -> {
				transaction.updateContract(pending("bicycle17"));
				return true;
			}));
	}

	@Test
	void findParkedNotificationsWhenReasonIsOfNewerVersionReturnsItWithoutReason() {
		this.store.inTransaction((transaction) -> {
			transaction.insertNotification(unfinished("n-1", State.PARKED, NOW));
			return true;
		});
		new JdbcTemplate(this.dataSource).update("update wechatpay_notification set reason = 'OF_A_NEWER_VERSION'");
		assertThat(this.store.findParkedNotifications(List.of(MCHID), 1)).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isNull());
	}

	private static void insert(LedgerStore store) {
		store.<Boolean>inTransaction((transaction) -> {
			transaction.insertContract(pending("bicycle17"));
			return true;
		});
	}

	private static class Recording extends JdbcTransactionManager {

		private static final long serialVersionUID = 1L;

		private final transient List<TransactionDefinition> begun = new ArrayList<>();

		Recording(DataSource dataSource) {
			super(dataSource);
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			this.begun.add(definition);
			super.doBegin(transaction, definition);
		}

	}

	private static class NothingManaged extends AbstractPlatformTransactionManager {

		private static final long serialVersionUID = 1L;

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
