package io.github.wechatpaycontract.boot.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.wechatpaycontract.ledger.NotificationRecord;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import io.github.wechatpaycontract.ledger.ParkReason;
import io.github.wechatpaycontract.notification.NotificationMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcOperations;

/**
 * The rows of {@code wechatpay_notification}.
 */
final class NotificationRows {

	private static final LedgerTable TABLE = LedgerTable.NOTIFICATION;

	private final JdbcOperations jdbc;

	NotificationRows(JdbcOperations jdbc) {
		this.jdbc = jdbc;
	}

	Optional<NotificationRecord> find(String mchid, String id) {
		return list(TABLE.selectByKey(), mchid, id).stream().findFirst();
	}

	boolean isKnownFact(String mchid, String fact) {
		return !this.jdbc
			.queryForList("select 1 from wechatpay_notification where mchid = ? and fact = ?", Integer.class, mchid,
					fact)
			.isEmpty();
	}

	List<NotificationRecord> findParked(Collection<String> mchids, int limit) {
		if (mchids.isEmpty()) {
			return List.of();
		}
		return list(TABLE.selectWhere() + "mchid in (%s) and state = 'PARKED' order by received_at desc limit ?"
			.formatted(LedgerTable.placeholders(mchids.size())), ColumnValue.concat(mchids, limit));
	}

	void insert(NotificationRecord notification) {
		Conflicts.detect(() -> this.jdbc.update(TABLE.insert(),
				ColumnValue.concat(key(notification), others(notification).toArray())));
	}

	/** What took effect stays as it is, even for one that read the row before it did. */
	void update(NotificationRecord notification) {
		Conflicts.detectUnlessChanged(() -> this.jdbc.update(TABLE.updateByKey() + " and state <> 'DONE'",
				ColumnValue.concat(others(notification), key(notification).toArray())), TABLE);
	}

	int parkFailed(Instant receivedBefore) {
		return Conflicts.detect(() -> this.jdbc.update(
				"update wechatpay_notification set state = 'PARKED', reason = coalesce(reason, ?)"
						+ " where state = 'FAILED' and received_at < ?",
				ParkReason.FAILED_REPEATEDLY.name(), ColumnValue.time(receivedBefore)));
	}

	int deleteFinished(Instant finishedBefore, int limit) {
		List<Object[]> keys = this.jdbc.query(
				"select mchid, notification_id from wechatpay_notification"
						+ " where fact is null and finished_at < ? and state = 'DONE' limit ?",
				(row, number) -> new Object[] { row.getString("mchid"), row.getString("notification_id") },
				ColumnValue.time(finishedBefore), limit);
		// In the same order on every host, so that no two wait for each other.
		keys.sort(Comparator.comparing((key) -> key[0] + " " + key[1]));
		int[] deleted = Conflicts
			.detect(() -> this.jdbc.batchUpdate(TABLE.deleteByKey() + " and state = 'DONE'", keys));
		// A driver may say that it worked and not on how many rows.
		return (int) Arrays.stream(deleted).filter((rows) -> rows != 0).count();
	}

	private List<NotificationRecord> list(String sql, Object... values) {
		return this.jdbc.query(sql, (row, number) -> notification(row), values);
	}

	private static List<Object> key(NotificationRecord notification) {
		return List.of(notification.mchid(), notification.id());
	}

	private static List<Object> others(NotificationRecord notification) {
		ParkReason reason = notification.reason();
		NotificationMessage message = notification.message();
		return List.of(ColumnValue.text(notification.fact()), notification.fingerprint(), notification.eventType(),
				ColumnValue.text(notification.outContractCode()), notification.state().name(),
				ColumnValue.text((reason != null) ? reason.name() : null), notification.attempts(),
				ColumnValue.time(notification.receivedAt()), ColumnValue.time(notification.finishedAt()),
				ColumnValue.text((message != null) ? message.timestamp() : null),
				ColumnValue.text((message != null) ? message.nonce() : null),
				ColumnValue.text((message != null) ? message.serial() : null),
				ColumnValue.text((message != null) ? message.signature() : null),
				ColumnValue.bytes((message != null) ? message.body() : null));
	}

	private static NotificationRecord notification(ResultSet row) throws SQLException {
		return new NotificationRecord(row.getString("mchid"), row.getString("notification_id"), row.getString("fact"),
				row.getString("fingerprint"), row.getString("event_type"), row.getString("out_contract_code"),
				State.valueOf(row.getString("state")), reason(row.getString("reason")), row.getInt("attempts"),
				ColumnValue.time(row, "received_at"), ColumnValue.nullableTime(row, "finished_at"), message(row));
	}

	/** A newer version that runs beside this one may know more reasons. */
	private static @Nullable ParkReason reason(@Nullable String name) {
		return Stream.of(ParkReason.values()).filter((reason) -> reason.name().equals(name)).findFirst().orElse(null);
	}

	private static @Nullable NotificationMessage message(ResultSet row) throws SQLException {
		byte[] body = row.getBytes("message_body");
		return (body != null)
				? new NotificationMessage(row.getString("message_timestamp"), row.getString("message_nonce"),
						row.getString("message_serial"), row.getString("message_signature"), body)
				: null;
	}

}
