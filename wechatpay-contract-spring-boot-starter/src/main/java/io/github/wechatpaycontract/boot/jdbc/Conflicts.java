package io.github.wechatpaycontract.boot.jdbc;

import java.sql.SQLException;
import java.util.function.Supplier;

import io.github.wechatpaycontract.ledger.LedgerConflictException;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * Tells what another transaction was in the way of from what is wrong. After a conflict
 * nothing more can be done in the same transaction: some databases refuse every further
 * statement.
 */
final class Conflicts {

	/** ER_CHECKREAD. */
	private static final int CHANGED_SINCE_READ = 1020;

	private Conflicts() {
	}

	/**
	 * Runs one of the store's own statements.
	 */
	static <T> T detect(Supplier<T> statement) {
		try {
			return statement.get();
		}
		catch (DuplicateKeyException | ConcurrencyFailureException ex) {
			throw of(ex);
		}
		catch (UncategorizedSQLException ex) {
			throw isChangedSinceRead(ex) ? of(ex) : ex;
		}
	}

	/** MariaDB since 11.6, which Spring does not know yet. */
	private static boolean isChangedSinceRead(UncategorizedSQLException ex) {
		SQLException cause = ex.getSQLException();
		return cause != null && cause.getErrorCode() == CHANGED_SINCE_READ;
	}

	/**
	 * Runs one of the store's own statements that must find its row.
	 */
	static void detectUnlessChanged(Supplier<Integer> statement, LedgerTable table) {
		if (detect(statement) == 0) {
			throw new LedgerConflictException(
					"Another transaction changed the row of '%s' meanwhile".formatted(table.tableName()), null);
		}
	}

	static LedgerConflictException of(DataAccessException ex) {
		return new LedgerConflictException("Another transaction was faster or holds what this one needs", ex);
	}

}
