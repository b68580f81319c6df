package io.github.wechatpaycontract.boot.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcOperations;

/**
 * The rows of {@code wechatpay_contract}.
 */
final class ContractRows {

	private static final LedgerTable TABLE = LedgerTable.CONTRACT;

	private final JdbcOperations jdbc;

	ContractRows(JdbcOperations jdbc) {
		this.jdbc = jdbc;
	}

	Optional<ContractRecord> find(String mchid, String outContractCode) {
		return first(TABLE.selectByKey(), mchid, outContractCode);
	}

	Optional<ContractRecord> lock(String mchid, String outContractCode) {
		return Conflicts.detect(() -> first(TABLE.selectByKey() + " for update", mchid, outContractCode));
	}

	Optional<String> findCode(String mchid, String contractId) {
		return this.jdbc
			.queryForList("select out_contract_code from wechatpay_contract where mchid = ? and contract_id = ?",
					String.class, mchid, contractId)
			.stream()
			.findFirst();
	}

	/**
	 * Two statements, since an "or" over two columns keeps databases from their indexes.
	 */
	List<ContractRecord> findOf(String mchid, String openid, int limit) {
		String newest = " order by opened_at desc limit ?";
		List<ContractRecord> known = list(TABLE.selectWhere() + "mchid = ? and openid = ?" + newest, mchid, openid,
				limit);
		List<ContractRecord> knownToSub = list(
				TABLE.selectWhere() + "mchid = ? and sub_openid = ? and (openid is null or openid <> ?)" + newest,
				mchid, openid, openid, limit);
		return Stream.concat(known.stream(), knownToSub.stream())
			.sorted(Comparator.comparing(ContractRecord::openedAt).reversed())
			.limit(limit)
			.toList();
	}

	List<ContractRecord> findDue(Collection<String> mchids, Instant now, int limit) {
		if (mchids.isEmpty()) {
			return List.of();
		}
		return list(
				TABLE.selectWhere() + "mchid in (%s) and next_query_at <= ? order by next_query_at limit ?"
					.formatted(LedgerTable.placeholders(mchids.size())),
				ColumnValue.concat(mchids, ColumnValue.time(now), limit));
	}

	List<ContractRecord> findUnscheduled(String mchid, String after, int limit) {
		return list(TABLE.selectWhere()
				+ "mchid = ? and out_contract_code > ? and state = 'SIGNED' and next_query_at is null"
				+ " order by out_contract_code limit ?", mchid, after, limit);
	}

	boolean claim(ContractRecord contract, @Nullable Instant nextQueryAt) {
		return Conflicts.detect(() -> this.jdbc.update(
				"update wechatpay_contract set next_query_at = ?, queries = queries + 1"
						+ " where mchid = ? and out_contract_code = ? and queries = ?",
				ColumnValue.time(nextQueryAt), contract.mchid(), contract.outContractCode(), contract.queries())) > 0;
	}

	void insert(ContractRecord contract) {
		Conflicts.detect(
				() -> this.jdbc.update(TABLE.insert(), ColumnValue.concat(key(contract), others(contract).toArray())));
	}

	void update(ContractRecord contract) {
		Conflicts.detectUnlessChanged(() -> this.jdbc.update(TABLE.updateByKey(),
				ColumnValue.concat(others(contract), key(contract).toArray())), TABLE);
	}

	private Optional<ContractRecord> first(String sql, Object... values) {
		return list(sql, values).stream().findFirst();
	}

	private List<ContractRecord> list(String sql, Object... values) {
		return this.jdbc.query(sql, (row, number) -> contract(row), values);
	}

	private static List<Object> key(ContractRecord contract) {
		return List.of(contract.mchid(), contract.outContractCode());
	}

	private static List<Object> others(ContractRecord contract) {
		ContractParties parties = contract.parties();
		return List.of(contract.serviceId(), ColumnValue.text(parties.appid()), ColumnValue.text(parties.openid()),
				ColumnValue.text(parties.subMchid()), ColumnValue.text(parties.subAppid()),
				ColumnValue.text(parties.subOpenid()), contract.state().name(), ColumnValue.time(contract.openedAt()),
				ColumnValue.time(contract.expiresAt()), ColumnValue.text(contract.contractId()),
				ColumnValue.time(contract.signedAt()), ColumnValue.time(contract.terminatedAt()),
				ColumnValue.text(contract.terminationModeText()), ColumnValue.time(contract.confirmedAt()),
				ColumnValue.time(contract.nextQueryAt()), contract.queries());
	}

	private static ContractRecord contract(ResultSet row) throws SQLException {
		ContractParties parties = new ContractParties(row.getString("appid"), row.getString("openid"),
				row.getString("sub_mchid"), row.getString("sub_appid"), row.getString("sub_openid"));
		return new ContractRecord(row.getString("mchid"), row.getString("out_contract_code"), row.getLong("service_id"),
				parties, LedgerState.valueOf(row.getString("state")), ColumnValue.time(row, "opened_at"),
				ColumnValue.time(row, "expires_at"), row.getString("contract_id"),
				ColumnValue.nullableTime(row, "signed_at"), ColumnValue.nullableTime(row, "terminated_at"),
				row.getString("termination_mode"), ColumnValue.nullableTime(row, "confirmed_at"),
				ColumnValue.nullableTime(row, "next_query_at"), row.getInt("queries"));
	}

}
