package io.github.wechatpaycontract.boot.jdbc;

import java.util.function.Supplier;

import io.github.wechatpaycontract.ledger.LedgerConflictException;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Tells what another transaction was in the way of from what is wrong. After a conflict
 * nothing more can be done in the same transaction: some databases refuse every further
 * statement.
 */
final class Conflicts {

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
