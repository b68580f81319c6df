package io.github.wechatpaycontract.ledger;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.notification.TestNotifications;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MemoryLedgerStore}: what it forgets, and what it never keeps halves
 * of.
 */
class MemoryLedgerStoreTests {

	private static final Instant NOW = TestPlatform.NOW;

	private final MemoryLedgerStore store = new MemoryLedgerStore(10);

	@Test
	void contractsBeyondTheCapacityAreForgottenOldestAndEndedFirst() {
		LogCapture log = LogCapture.start(Level.WARN);
		for (int i = 0; i < 10; i++) {
			put(contract("code" + i,
					(i == 3) ? LedgerState.TERMINATED : (i == 5) ? LedgerState.EXPIRED : LedgerState.SIGNED));
		}
		assertThat(log.messages(Level.WARN)).isEmpty();
		for (int i = 10; i < 13; i++) {
			put(contract("code" + i, LedgerState.PENDING));
		}
		log.stop();
		assertThat(IntStream.range(0, 13)
			.filter((i) -> this.store.findContract("1900000109", "code" + i).isEmpty())
			.boxed()
			.toList()).isEqualTo(List.of(0, 3, 5));
		assertThat(log.messages(Level.WARN)).singleElement()
			.satisfies((line) -> assertThat(line).contains("is full and forgets its oldest records"));
	}

	@Test
	void notificationsBeyondTheCapacityAreForgottenFinishedFirst() {
		for (int i = 0; i < 12; i++) {
			NotificationRecord first = NotificationRecord.first(LedgerFixture.signed("n" + i, "code"),
					TestNotifications.unsigned(), NOW);
			NotificationRecord record = (i % 2 == 0) ? first.parked(ParkReason.UNKNOWN_CONTRACT)
					: first.done("fact" + i, NOW);
			this.store.<Boolean>inTransaction((transaction) -> {
				transaction.insertNotification(record);
				return true;
			});
		}
		assertThat(this.store.findParkedNotifications(List.of("1900000109"), 100)).hasSize(6);
		assertThat(this.store.findNotification("1900000109", "n1")).isEmpty();
		assertThat(this.store.findNotification("1900000109", "n3")).isEmpty();
		assertThat(this.store.isKnownFact("1900000109", "fact1")).isFalse();
		assertThat(this.store.isKnownFact("1900000109", "fact5")).isTrue();
	}

	@Test
	void changedContractKeepsItsPlaceAndItsSecondKeyFollows() {
		put(contract("code1", LedgerState.PENDING));
		this.store.<Boolean>inTransaction((transaction) -> {
			transaction.updateContract(withId(contract("code1", LedgerState.SIGNED), "id1"));
			return true;
		});
		assertThat(this.store.findOutContractCode("1900000109", "id1")).contains("code1");
		assertThat(this.store.findOutContractCode("1900000110", "id1")).isEmpty();
	}

	@Test
	void transactionThatFailsOrConflictsKeepsNothing() {
		put(withId(contract("code1", LedgerState.SIGNED), "id1"));
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.store.inTransaction((transaction) -> {
				transaction.insertContract(contract("code2", LedgerState.PENDING));
				throw new IllegalStateException("no");
			}));
		assertThatExceptionOfType(LedgerConflictException.class)
			.isThrownBy(() -> this.store.inTransaction((transaction) -> {
				transaction.insertNotification(NotificationRecord.first(LedgerFixture.signed("n1", "code3"),
						TestNotifications.unsigned(), NOW));
				transaction.insertContract(withId(contract("code3", LedgerState.SIGNED), "id1"));
				return true;
			}));
		assertThat(this.store.findContract("1900000109", "code2")).isEmpty();
		assertThat(this.store.findContract("1900000109", "code3")).isEmpty();
		assertThat(this.store.findNotification("1900000109", "n1")).isEmpty();
	}

	@Test
	void contractsOfAPayerAreSeenAsTheOwnTransactionChangedThem() {
		ContractParties payer = new ContractParties(null, "o1", null, null, null);
		ContractRecord pending = new ContractRecord("1900000109", "code1", 1, payer, LedgerState.PENDING, NOW, NOW,
				null, null, null, null, null, null, 0);
		put(pending);
		this.store.<Boolean>inTransaction((transaction) -> {
			transaction.updateContract(pending.withState(LedgerState.SIGNED));
			assertThat(this.store.findContractsOf("1900000109", "o1", 10))
				.containsExactly(pending.withState(LedgerState.SIGNED));
			return true;
		});
	}

	private void put(ContractRecord contract) {
		this.store.<Boolean>inTransaction((transaction) -> {
			transaction.insertContract(contract);
			return true;
		});
	}

	private static ContractRecord contract(String code, LedgerState state) {
		return new ContractRecord("1900000109", code, 1, new ContractParties(null, null, null, null, null), state, NOW,
				NOW, null, null, null, null, null, null, 0);
	}

	private static ContractRecord withId(ContractRecord contract, String id) {
		return new ContractRecord(contract.mchid(), contract.outContractCode(), 1, contract.parties(), contract.state(),
				NOW, NOW, id, null, null, null, null, null, 0);
	}

}
