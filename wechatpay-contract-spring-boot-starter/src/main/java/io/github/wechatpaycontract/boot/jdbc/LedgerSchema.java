package io.github.wechatpaycontract.boot.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.DatabasePopulator;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptException;

/**
 * The tables of a ledger in a database, and the scripts that create them. A script may be
 * run again at any time. Later versions will only ever add to the tables.
 */
public final class LedgerSchema {

	/**
	 * Hosts that start at once may stand in each other's way, at each of the statements.
	 */
	private static final int TRIES = 10;

	/** Of PostgreSQL and of the standard: no such table, no such column. */
	private static final Set<String> MISSING = Set.of("42P01", "42703", "42S02", "42S03", "42S04", "42S22");

	private final DataSource dataSource;

	private final JdbcOperations jdbc;

	/**
	 * Creates the schema. The database is not asked for anything yet.
	 * @param dataSource where the tables are or shall be
	 */
	public LedgerSchema(DataSource dataSource) {
		this.dataSource = dataSource;
		this.jdbc = new JdbcTemplate(dataSource);
	}

	/**
	 * Returns whether the database lives in the memory of this process.
	 * @return {@code true} for such a database of H2
	 */
	public boolean isEmbedded() {
		String url = ask(DatabaseMetaData::getURL);
		return url != null && url.startsWith("jdbc:h2:mem");
	}

	/**
	 * Creates what is missing, on any number of hosts at once.
	 * @throws LedgerSchemaException if there is no script for this database and a table
	 * or a column is missing
	 */
	public void initialize() {
		Optional<LedgerPlatform> platform = platform();
		if (platform.isEmpty()) {
			check();
			return;
		}
		DatabasePopulator script = new ResourceDatabasePopulator(new ClassPathResource(platform.get().script()));
		for (int tries = 1;; tries++) {
			try {
				DatabasePopulatorUtils.execute(script, this.dataSource);
				return;
			}
			catch (ScriptException ex) {
				if (tries == TRIES) {
					requireComplete(ex);
					return;
				}
			}
		}
	}

	private void requireComplete(ScriptException failure) {
		try {
			check();
		}
		catch (LedgerSchemaException ex) {
			throw failure;
		}
	}

	/**
	 * Makes sure that the tables have all columns that this version uses. They may have
	 * more.
	 * @throws LedgerSchemaException if a table or a column is missing
	 */
	public void check() {
		for (LedgerTable table : LedgerTable.values()) {
			check(table);
		}
	}

	private void check(LedgerTable table) {
		try {
			this.jdbc.query(table.selectWhere() + "1 = 0", (row) -> {
			});
		}
		catch (BadSqlGrammarException ex) {
			Optional<LedgerPlatform> platform = platform();
			if (platform.isPresent() && !MISSING.contains(state(ex.getSQLException()))) {
				throw ex;
			}
			throw missing(table, platform, ex);
		}
	}

	private LedgerSchemaException missing(LedgerTable table, Optional<LedgerPlatform> platform,
			BadSqlGrammarException ex) {
		String name = table.tableName();
		String script = platform.map((known) -> "classpath:" + known.script()).orElse(null);
		String advice = (script != null) ? "run the script '%s'".formatted(script)
				: ("create it; for '%s' there is no script, take one of those for PostgreSQL, MySQL, MariaDB and H2 as"
						+ " a pattern")
					.formatted(product());
		return new LedgerSchemaException("Table '%s' or a column of it is missing: %s".formatted(name, advice), name,
				script, ex);
	}

	private static String state(SQLException ex) {
		return Objects.requireNonNullElse(ex.getSQLState(), "");
	}

	private Optional<LedgerPlatform> platform() {
		return LedgerPlatform.of(product());
	}

	private String product() {
		return Objects.requireNonNullElse(ask(DatabaseMetaData::getDatabaseProductName), "unknown");
	}

	private @Nullable String ask(Question question) {
		return this.jdbc
			.execute((ConnectionCallback<String>) (connection) -> question.answer(connection.getMetaData()));
	}

	/**
	 * What a driver knows.
	 */
	private interface Question {

		@Nullable String answer(DatabaseMetaData database) throws SQLException;

	}

}
