package io.github.wechatpaycontract.boot.jdbc;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * A table of the ledger, or a column of it, is missing.
 */
public final class LedgerSchemaException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String table;

	private final @Nullable String script;

	LedgerSchemaException(String message, String table, @Nullable String script, @Nullable Throwable cause) {
		super(message, cause);
		this.table = table;
		this.script = script;
	}

	/**
	 * Returns the table.
	 * @return its name
	 */
	public String getTable() {
		return this.table;
	}

	/**
	 * Returns the script that creates it.
	 * @return its location, such as
	 * {@code classpath:io/github/wechatpaycontract/boot/jdbc/schema-postgresql.sql},
	 * {@code null} if there is none for this database
	 */
	public @Nullable String getScript() {
		return this.script;
	}

}
