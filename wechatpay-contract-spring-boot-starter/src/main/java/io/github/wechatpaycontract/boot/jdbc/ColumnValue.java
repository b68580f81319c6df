package io.github.wechatpaycontract.boot.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.SqlParameterValue;

/**
 * Values as columns keep them. A value that may be null says its type, since drivers
 * differ in what they make of a null without one.
 */
final class ColumnValue {

	private static final TimeZone UTC = TimeZone.getTimeZone(ZoneOffset.UTC);

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
		return Objects.requireNonNull(nullableTime(row, column), column);
	}

	/**
	 * With a calendar, since a driver of MariaDB moves a local time that does not exist
	 * in the zone of this host.
	 */
	static @Nullable Instant nullableTime(ResultSet row, String column) throws SQLException {
		Timestamp time = row.getTimestamp(column, Calendar.getInstance(UTC, Locale.ROOT));
		return (time != null) ? time.toInstant() : null;
	}

	static Object[] concat(Collection<?> first, Object... then) {
		return Stream.concat(first.stream(), Stream.of(then)).toArray();
	}

}
