package io.github.wechatpaycontract.boot.jdbc;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table and the columns that this version knows. Every statement names them, so that a
 * table may have more: those of a newer version that runs beside this one.
 */
enum LedgerTable {

	CONTRACT("wechatpay_contract", List.of("mchid", "out_contract_code"),
			List.of("service_id", "appid", "openid", "sub_mchid", "sub_appid", "sub_openid", "state", "opened_at",
					"expires_at", "contract_id", "signed_at", "terminated_at", "termination_mode", "confirmed_at",
					"next_query_at", "queries")),

	NOTIFICATION("wechatpay_notification", List.of("mchid", "notification_id"),
			List.of("fact", "fingerprint", "event_type", "out_contract_code", "state", "reason", "attempts",
					"received_at", "finished_at", "message_timestamp", "message_nonce", "message_serial",
					"message_signature", "message_body"));

	private final String tableName;

	private final List<String> key;

	private final List<String> others;

	LedgerTable(String tableName, List<String> key, List<String> others) {
		this.tableName = tableName;
		this.key = key;
		this.others = others;
	}

	String tableName() {
		return this.tableName;
	}

	/** The rest of the statement follows. */
	String selectWhere() {
		return "select %s from %s where ".formatted(String.join(", ", columns()), this.tableName);
	}

	String selectByKey() {
		return selectWhere() + equalTo(this.key, " and ");
	}

	/** Takes the key, then the other values. */
	String insert() {
		return "insert into %s (%s) values (%s)".formatted(this.tableName, String.join(", ", columns()),
				placeholders(columns().size()));
	}

	/** Takes the other values, then the key. */
	String updateByKey() {
		return "update %s set %s where %s".formatted(this.tableName, equalTo(this.others, ", "),
				equalTo(this.key, " and "));
	}

	String deleteByKey() {
		return "delete from %s where %s".formatted(this.tableName, equalTo(this.key, " and "));
	}

	static String placeholders(int count) {
		return String.join(", ", Collections.nCopies(count, "?"));
	}

	private List<String> columns() {
		return Stream.concat(this.key.stream(), this.others.stream()).toList();
	}

	private static String equalTo(List<String> columns, String separator) {
		return columns.stream().map((column) -> column + " = ?").collect(Collectors.joining(separator));
	}

}
