package io.github.wechatpaycontract.boot.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.ledger.NotificationRecord;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import io.github.wechatpaycontract.notification.NotificationMessage;

/**
 * Records as the engine makes them.
 */
final class LedgerRecords {

	static final String MCHID = "1900000109";

	static final String OTHER_MCHID = "1900000110";

	static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

	static final Instant NOW = Instant.parse("2026-06-08T10:34:56.123456Z");

	private LedgerRecords() {
	}

	/** A contract as it is before its session is asked for. */
	static ContractRecord pending(String code) {
		return pending(MCHID, code, OPENID, NOW);
	}

	static ContractRecord pending(String mchid, String code, String openid, Instant openedAt) {
		return new ContractRecord(mchid, code, 12535, parties(openid), LedgerState.PENDING, openedAt,
				openedAt.plusSeconds(7200), null, null, null, null, null, null, 0);
	}

	static ContractRecord due(String mchid, String code, Instant nextQueryAt) {
		return new ContractRecord(mchid, code, 12535, parties(OPENID), LedgerState.PENDING, NOW, NOW.plusSeconds(7200),
				null, null, null, null, null, nextQueryAt, 0);
	}

	static ContractRecord signed(String mchid, String code, String contractId) {
		return new ContractRecord(mchid, code, 12535, parties(OPENID), LedgerState.SIGNED, NOW, NOW.plusSeconds(7200),
				contractId, NOW.plusSeconds(60), null, null, null, null, 0);
	}

	/** A contract with a value in every column. */
	static ContractRecord complete(String code) {
		ContractParties parties = new ContractParties("wxcbda96de0b165486", OPENID, "1900000209", "wxcbda96de0b165489",
				"oUpF8uMEb4qRXf22hE3X68TekukE");
		return new ContractRecord(MCHID, code, Long.MAX_VALUE, parties, LedgerState.TERMINATED,
				Instant.parse("2026-03-08T02:30:00.000001Z"), Instant.parse("2026-03-29T01:30:00.999999Z"),
				"123124412412423431", Instant.parse("2026-10-25T01:30:00Z"), Instant.parse("2026-11-01T06:30:00.5Z"),
				"USER", NOW.plusNanos(1_000), NOW.plusNanos(2_000), 17);
	}

	static ContractRecord counted(ContractRecord contract) {
		return new ContractRecord(contract.mchid(), contract.outContractCode(), contract.serviceId(),
				contract.parties(), contract.state(), contract.openedAt(), contract.expiresAt(), contract.contractId(),
				contract.signedAt(), contract.terminatedAt(), contract.terminationModeText(), contract.confirmedAt(),
				contract.nextQueryAt(), contract.queries() + 1);
	}

	static ContractParties parties(String openid) {
		return new ContractParties("wxcbda96de0b165486", openid, null, null, null);
	}

	static NotificationRecord done(String id, String fact) {
		return done(MCHID, id, fact, NOW);
	}

	static NotificationRecord done(String mchid, String id, String fact, Instant finishedAt) {
		return new NotificationRecord(mchid, id, fact, "f".repeat(64), "CONTRACT.SIGNED", "bicycle17", State.DONE, null,
				1, finishedAt, finishedAt, null);
	}

	static NotificationRecord unfinished(String id, State state, Instant receivedAt) {
		return unfinished(MCHID, id, state, receivedAt);
	}

	static NotificationRecord unfinished(String mchid, String id, State state, Instant receivedAt) {
		return new NotificationRecord(mchid, id, null, "f".repeat(64), "CONTRACT.SIGNED", "bicycle17", state, null, 1,
				receivedAt, null, message("{}".getBytes(StandardCharsets.UTF_8)));
	}

	static NotificationMessage message(byte[] body) {
		return new NotificationMessage("1780914896", "EcaY7DA2Xq3BhLf9pB2kQ0mZ8nR4tV6w",
				"PUB_KEY_ID_0119000001092024082900291600000001", "x".repeat(684) + "==", body);
	}

}
