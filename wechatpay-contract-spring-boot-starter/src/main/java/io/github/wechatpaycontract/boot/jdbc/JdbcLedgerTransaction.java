package io.github.wechatpaycontract.boot.jdbc;

import java.util.Optional;

import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerTransaction;
import io.github.wechatpaycontract.ledger.NotificationRecord;

/**
 * The transaction that is bound to this thread.
 */
final class JdbcLedgerTransaction implements LedgerTransaction {

	private final ContractRows contracts;

	private final NotificationRows notifications;

	JdbcLedgerTransaction(ContractRows contracts, NotificationRows notifications) {
		this.contracts = contracts;
		this.notifications = notifications;
	}

	@Override
	public Optional<ContractRecord> lockContract(String mchid, String outContractCode) {
		return this.contracts.lock(mchid, outContractCode);
	}

	@Override
	public Optional<String> findOutContractCode(String mchid, String contractId) {
		return Conflicts.detect(() -> this.contracts.findCode(mchid, contractId));
	}

	@Override
	public void insertContract(ContractRecord contract) {
		this.contracts.insert(contract);
	}

	@Override
	public void updateContract(ContractRecord contract) {
		this.contracts.update(contract);
	}

	@Override
	public Optional<NotificationRecord> findNotification(String mchid, String id) {
		return Conflicts.detect(() -> this.notifications.find(mchid, id));
	}

	@Override
	public boolean isKnownFact(String mchid, String fact) {
		return Conflicts.detect(() -> this.notifications.isKnownFact(mchid, fact));
	}

	@Override
	public void insertNotification(NotificationRecord notification) {
		this.notifications.insert(notification);
	}

	@Override
	public void updateNotification(NotificationRecord notification) {
		this.notifications.update(notification);
	}

}
