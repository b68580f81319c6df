package io.github.wechatpaycontract.boot.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.ledger.LedgerStore;
import io.github.wechatpaycontract.ledger.LedgerTransaction;
import io.github.wechatpaycontract.ledger.NotificationRecord;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import io.github.wechatpaycontract.ledger.ParkReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.MCHID;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.NOW;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.OPENID;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.OTHER_MCHID;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.done;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.due;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.pending;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.signed;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.unfinished;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link LedgerStore} keeps, finds and forgets.
 */
public abstract class AbstractLedgerRowsTests {

	protected LedgerStore store;

	/**
	 * Creates the store.
	 * @return the store, without records
	 */
	protected abstract LedgerStore createStore();

	@BeforeEach
	void create() {
		this.store = createStore();
	}

	void change(Consumer<LedgerTransaction> change) {
		this.store.<Boolean>inTransaction((transaction) -> {
			change.accept(transaction);
			return true;
		});
	}

	void keep(ContractRecord... contracts) {
		change((transaction) -> List.of(contracts).forEach(transaction::insertContract));
	}

	void keep(NotificationRecord... notifications) {
		change((transaction) -> List.of(notifications).forEach(transaction::insertNotification));
	}

	@Test
	void contractWhenEveryColumnHasValueComesBackEqual() {
		ContractRecord contract = LedgerRecords.complete("bicycle17");
		keep(contract);
		assertThat(this.store.findContract(MCHID, "bicycle17")).contains(contract);
	}

	@Test
	void contractWhenColumnsAreNullComesBackEqual() {
		ContractRecord contract = new ContractRecord(MCHID, "bicycle17", 1,
				new ContractParties(null, null, null, null, null), LedgerState.PENDING, NOW, NOW, null, null, null,
				null, null, null, 0);
		keep(contract);
		assertThat(this.store.findContract(MCHID, "bicycle17")).contains(contract);
	}

	@Test
	void updateContractReplacesEveryColumn() {
		keep(pending("bicycle17"), pending("bicycle18"));
		ContractRecord contract = LedgerRecords.complete("bicycle17");
		change((transaction) -> transaction.updateContract(contract));
		assertThat(this.store.findContract(MCHID, "bicycle17")).contains(contract);
		assertThat(this.store.findContract(MCHID, "bicycle18")).contains(pending("bicycle18"));
		change((transaction) -> transaction.updateContract(pending("bicycle17")));
		assertThat(this.store.findContract(MCHID, "bicycle17")).contains(pending("bicycle17"));
	}

	@Test
	void lockContractReturnsItOrNothing() {
		keep(pending("bicycle17"));
		change((transaction) -> {
			assertThat(transaction.lockContract(MCHID, "bicycle17")).contains(pending("bicycle17"));
			assertThat(transaction.lockContract(MCHID, "bicycle18")).isEmpty();
			assertThat(transaction.lockContract(OTHER_MCHID, "bicycle17")).isEmpty();
		});
	}

	@Test
	void findOutContractCodeFindsByContractIdAtTheMerchant() {
		keep(signed(MCHID, "bicycle17", "id-1"), signed(OTHER_MCHID, "bicycle18", "id-1"), pending("bicycle19"));
		change((transaction) -> {
			assertThat(transaction.findOutContractCode(MCHID, "id-1")).contains("bicycle17");
			assertThat(transaction.findOutContractCode(OTHER_MCHID, "id-1")).contains("bicycle18");
			assertThat(transaction.findOutContractCode(MCHID, "id-2")).isEmpty();
		});
	}

	@Test
	void codesAndIdsAreToldApartByCase() {
		keep(signed(MCHID, "bicycle17", "id-a"), signed(MCHID, "BICYCLE17", "ID-A"));
		keep(done("n-1", "SIGNED a"), done("N-1", "SIGNED A"));
		assertThat(this.store.findContract(MCHID, "BICYCLE17")).contains(signed(MCHID, "BICYCLE17", "ID-A"));
		assertThat(this.store.findContract(MCHID, "Bicycle17")).isEmpty();
		assertThat(this.store.findNotification(MCHID, "N-1")).contains(done("N-1", "SIGNED A"));
		assertThat(this.store.findContractsOf(MCHID, OPENID.toLowerCase(), 10)).isEmpty();
		change((transaction) -> {
			assertThat(transaction.findOutContractCode(MCHID, "ID-A")).contains("BICYCLE17");
			assertThat(transaction.isKnownFact(MCHID, "signed a")).isFalse();
		});
	}

	@Test
	void findContractsOfReturnsNewestFirstUnderEitherOpenid() {
		ContractRecord third = pending(MCHID, "third", OPENID, NOW.plusSeconds(3));
		ContractRecord second = ofSub("second", "oAnother", OPENID, NOW.plusSeconds(2));
		ContractRecord first = ofSub("first", OPENID, OPENID, NOW.plusSeconds(1));
		ContractRecord fourth = ofSub("fourth", null, OPENID, NOW.plusSeconds(4));
		keep(second, third, first, fourth, pending(MCHID, "of-another-payer", "oAnother", NOW),
				pending(OTHER_MCHID, "of-another-merchant", OPENID, NOW));
		assertThat(this.store.findContractsOf(MCHID, OPENID, 10)).containsExactly(fourth, third, second, first);
		assertThat(this.store.findContractsOf(MCHID, OPENID, 2)).containsExactly(fourth, third);
	}

	private static ContractRecord ofSub(String code, String openid, String subOpenid, Instant openedAt) {
		ContractParties parties = new ContractParties("wxcbda96de0b165486", openid, "1900000209", "wxcbda96de0b165489",
				subOpenid);
		return new ContractRecord(MCHID, code, 12535, parties, LedgerState.PENDING, openedAt, openedAt, null, null,
				null, null, null, null, 0);
	}

	@Test
	void findUnscheduledContractsGoesThroughThoseThatAreSigned() {
		List<ContractRecord> signed = Stream.of("a1", "B2", "b1", "c1")
			.map((code) -> signed(MCHID, code, "id" + code))
			.toList();
		signed.forEach(this::keep);
		ContractRecord scheduled = signed(MCHID, "b2", "idb2");
		keep(scheduled, pending("b3"), signed(OTHER_MCHID, "b4", "idb4"));
		this.store.claimContract(scheduled, NOW);
		List<ContractRecord> found = this.store.findUnscheduledContracts(MCHID, "", 10);
		assertThat(found).containsExactlyInAnyOrderElementsOf(signed);
		assertThat(this.store.findUnscheduledContracts(MCHID, "", 2)).isEqualTo(found.subList(0, 2));
		assertThat(this.store.findUnscheduledContracts(MCHID, found.get(1).outContractCode(), 10))
			.isEqualTo(found.subList(2, 4));
	}

	@Test
	void findDueContractsReturnsLongestWaitingFirst() {
		ContractRecord second = due(MCHID, "second", NOW.minusSeconds(2));
		ContractRecord first = due(OTHER_MCHID, "first", NOW.minusSeconds(3));
		ContractRecord third = due(MCHID, "third", NOW);
		keep(third, second, first, due(MCHID, "later", NOW.plusNanos(1_000)), pending("never"),
				due("1900000999", "of-a-stranger", NOW.minusSeconds(9)));
		List<String> mchids = List.of(MCHID, OTHER_MCHID);
		assertThat(this.store.findDueContracts(mchids, NOW, 10)).containsExactly(first, second, third);
		assertThat(this.store.findDueContracts(mchids, NOW, 2)).containsExactly(first, second);
		assertThat(this.store.findDueContracts(List.of(MCHID), NOW, 1)).containsExactly(second);
		assertThat(this.store.findDueContracts(Collections.emptyList(), NOW, 10)).isEmpty();
	}

	@Test
	void claimContractCountsOnceAndSaysWhenNext() {
		ContractRecord found = due(MCHID, "bicycle17", NOW);
		keep(found, due(MCHID, "bicycle18", NOW));
		assertThat(this.store.claimContract(found, NOW.plusSeconds(60))).isTrue();
		assertThat(this.store.claimContract(found, NOW.plusSeconds(90))).isFalse();
		ContractRecord claimed = this.store.findContract(MCHID, "bicycle17").orElseThrow();
		assertThat(claimed).isEqualTo(LedgerRecords.counted(due(MCHID, "bicycle17", NOW.plusSeconds(60))));
		assertThat(this.store.claimContract(claimed, null)).isTrue();
		assertThat(this.store.findContract(MCHID, "bicycle17").orElseThrow().nextQueryAt()).isNull();
		assertThat(this.store.findContract(MCHID, "bicycle18")).contains(due(MCHID, "bicycle18", NOW));
		assertThat(this.store.claimContract(pending("unknown"), NOW)).isFalse();
	}

	@Test
	void notificationWhenItTookEffectComesBackEqual() {
		keep(done("n-1", "SIGNED bicycle17"));
		assertThat(this.store.findNotification(MCHID, "n-1")).contains(done("n-1", "SIGNED bicycle17"));
		assertThat(this.store.findNotification(OTHER_MCHID, "n-1")).isEmpty();
	}

	@Test
	void notificationWhenUnfinishedKeepsItsMessageToTheByte() {
		byte[] body = new byte[65_536];
		IntStream.range(0, body.length).forEach((i) -> body[i] = (byte) (i * 31 + i / 256));
		NotificationRecord parked = new NotificationRecord(MCHID, "n".repeat(128) + "~" + "0".repeat(16), null,
				"f".repeat(64), "e".repeat(128), "c".repeat(128), State.PARKED, ParkReason.OTHER_CONTRACT_ID, 15, NOW,
				null, LedgerRecords.message(body));
		keep(parked);
		NotificationRecord found = this.store.findNotification(MCHID, parked.id()).orElseThrow();
		assertThat(found).usingRecursiveComparison().isEqualTo(parked);
		change((transaction) -> assertThat(transaction.findNotification(MCHID, parked.id()).orElseThrow())
			.usingRecursiveComparison()
			.isEqualTo(parked));
	}

	@Test
	void updateNotificationWhenItTakesEffectForgetsItsMessage() {
		keep(unfinished("n-1", State.FAILED, NOW));
		NotificationRecord done = new NotificationRecord(MCHID, "n-1", "SIGNED bicycle17", "f".repeat(64),
				"CONTRACT.SIGNED", null, State.DONE, null, 2, NOW, NOW.plusSeconds(15), null);
		change((transaction) -> transaction.updateNotification(done));
		assertThat(this.store.findNotification(MCHID, "n-1")).contains(done);
		change((transaction) -> {
			assertThat(transaction.isKnownFact(MCHID, "SIGNED bicycle17")).isTrue();
			assertThat(transaction.isKnownFact(OTHER_MCHID, "SIGNED bicycle17")).isFalse();
			assertThat(transaction.isKnownFact(MCHID, "SIGNED bicycle18")).isFalse();
		});
	}

	@Test
	void findParkedNotificationsReturnsLastReceivedFirst() {
		keep(unfinished("n-2", State.PARKED, NOW.minusSeconds(2)),
				unfinished(OTHER_MCHID, "n-1", State.PARKED, NOW.minusSeconds(3)),
				unfinished("n-3", State.PARKED, NOW.minusSeconds(1)),
				unfinished("failed", State.FAILED, NOW.minusSeconds(9)), done("done", null),
				unfinished("1900000999", "of-a-stranger", State.PARKED, NOW));
		List<String> mchids = List.of(MCHID, OTHER_MCHID);
		assertThat(this.store.findParkedNotifications(mchids, 10)).extracting(NotificationRecord::id)
			.containsExactly("n-3", "n-2", "n-1");
		assertThat(this.store.findParkedNotifications(mchids, 2)).hasSize(2);
		assertThat(this.store.findParkedNotifications(Collections.emptyList(), 10)).isEmpty();
	}

	@Test
	void parkFailedNotificationsParksOldOnesAndKeepsTheirReason() {
		NotificationRecord withReason = new NotificationRecord(MCHID, "with-reason", null, "f".repeat(64), "E", null,
				State.FAILED, ParkReason.UNKNOWN_CONTRACT, 3, NOW.minusSeconds(1), null,
				LedgerRecords.message(new byte[] { 1 }));
		keep(withReason, unfinished("old", State.FAILED, NOW.minusSeconds(1)), unfinished("new", State.FAILED, NOW),
				done("done", null));
		assertThat(this.store.parkFailedNotifications(NOW)).isEqualTo(2);
		assertThat(this.store.parkFailedNotifications(NOW)).isZero();
		NotificationRecord parked = this.store.findNotification(MCHID, "old").orElseThrow();
		assertThat(parked.state()).isEqualTo(State.PARKED);
		assertThat(parked.reason()).isEqualTo(ParkReason.FAILED_REPEATEDLY);
		assertThat(parked.message()).isNotNull();
		assertThat(this.store.findNotification(MCHID, "with-reason").orElseThrow().reason())
			.isEqualTo(ParkReason.UNKNOWN_CONTRACT);
		assertThat(this.store.findNotification(MCHID, "new").orElseThrow().state()).isEqualTo(State.FAILED);
		assertThat(this.store.findNotification(MCHID, "done")).contains(done("done", null));
	}

	@Test
	void deleteFinishedNotificationsNeverDeletesWhatIsUnfinishedOrTheFirstToSayAFact() {
		Instant longAgo = NOW.minus(Duration.ofDays(400));
		keep(done(MCHID, "old-1", null, longAgo), done(OTHER_MCHID, "old-2", null, longAgo),
				done(MCHID, "old-3", null, longAgo), done(MCHID, "new", null, NOW),
				done(MCHID, "fact", "SIGNED a", longAgo), unfinished("failed", State.FAILED, longAgo),
				unfinished("parked", State.PARKED, longAgo));
		assertThat(this.store.deleteFinishedNotifications(NOW, 2)).isEqualTo(2);
		assertThat(this.store.deleteFinishedNotifications(NOW, 2)).isEqualTo(1);
		assertThat(this.store.deleteFinishedNotifications(NOW, 2)).isZero();
		assertThat(this.store.findNotification(MCHID, "old-1")).isEmpty();
		assertThat(this.store.findNotification(OTHER_MCHID, "old-2")).isEmpty();
		for (String kept : List.of("new", "failed", "parked", "fact")) {
			assertThat(this.store.findNotification(MCHID, kept)).as(kept).isPresent();
		}
	}

}
