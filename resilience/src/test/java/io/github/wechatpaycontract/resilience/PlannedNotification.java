package io.github.wechatpaycontract.resilience;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.simulator.NotificationDraft;

/**
 * Something to be notified.
 *
 * @param id the id of the notification
 * @param code the number of the contract
 * @param state what the contract comes to be
 */
record PlannedNotification(String id, String code, LedgerState state) {

	static final String MCHID = TestMerchants.MERCHANT.mchid();

	static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

	static PlannedNotification signed(String code) {
		return new PlannedNotification("s-" + code, code, LedgerState.SIGNED);
	}

	PlannedNotification terminated() {
		return new PlannedNotification("t-" + this.code, this.code, LedgerState.TERMINATED);
	}

	/** The same news under another id. */
	PlannedNotification underId(String id) {
		return new PlannedNotification(id, this.code, this.state);
	}

	/** A second notification of the same is no second one. */
	String fact() {
		return this.state + " " + this.code;
	}

	String contractId() {
		return "id-" + this.code;
	}

	/** The contract as it stands in the ledger before anything is notified. */
	ContractRecord contract() {
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		ContractParties parties = new ContractParties(TestMerchants.MERCHANT.appid(), OPENID, null, null, null);
		return new ContractRecord(MCHID, this.code, TestMerchants.MERCHANT.serviceId(), parties, LedgerState.PENDING,
				now, now.plus(2, ChronoUnit.HOURS), null, null, null, null, null, now.plus(1, ChronoUnit.HOURS), 0);
	}

	NotificationDraft draft() {
		boolean signed = this.state == LedgerState.SIGNED;
		String ended = signed ? "" : """
				,"contract_terminate_info":{"contract_terminated_time":"2024-09-29T10:53:19+08:00",\
				"contract_termination_mode":"USER_TERMINATE"}""";
		return NotificationDraft.builder()
			.id(this.id)
			.eventType(signed ? "ENTRUST.SIGN" : "ENTRUST.TERMINATE")
			.plaintext("""
					{"mchid":"%s","contract_id":"%s","appid":"%s","openid":"%s","service_id":%d,\
					"out_contract_code":"%s","contract_display_account":"Blue bicycle","contract_state":"%s",\
					"contract_signed_time":"2024-08-29T10:53:19+08:00"%s}""".formatted(MCHID, contractId(),
					TestMerchants.MERCHANT.appid(), OPENID, TestMerchants.MERCHANT.serviceId(), this.code, this.state,
					ended))
			.build();
	}

}
