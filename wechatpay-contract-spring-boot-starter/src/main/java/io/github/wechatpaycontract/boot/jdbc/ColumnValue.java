package io.github.wechatpaycontract.boot.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.SqlParameterValue;

/**
 * Values as columns keep them. A value that may be null says its type, since drivers
 * differ in what they make of a null without one.
 */
final class ColumnValue {

	private ColumnValue() {
	}

	static SqlParameterValue text(@Nullable String text) {
		return new SqlParameterValue(Types.VARCHAR, text);
	}

	static SqlParameterValue bytes(byte @Nullable [] bytes) {
		return new SqlParameterValue(Types.VARBINARY, bytes);
	}

	/** UTC without a zone, so that no time zone of a driver or a server is applied. */
	static SqlParameterValue time(@Nullable Instant time) {
		return new SqlParameterValue(Types.TIMESTAMP,
				(time != null) ? LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC) : null);
	}

	static Instant time(ResultSet row, String column) throws SQLException {
		return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
	}

	static @Nullable Instant nullableTime(ResultSet row, String column) throws SQLException {
		LocalDateTime time = row.getObject(column, LocalDateTime.class);
		return (time != null) ? time.toInstant(ZoneOffset.UTC) : null;
	}

	static Object[] concat(Collection<?> first, Object... then) {
		return Stream.concat(first.stream(), Stream.of(then)).toArray();
	}

}
