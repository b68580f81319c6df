package io.github.wechatpaycontract.boot.jdbc;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;

import io.github.wechatpaycontract.ledger.LedgerConflictException;
import io.github.wechatpaycontract.ledger.LedgerStore;
import io.github.wechatpaycontract.ledger.LedgerTransaction;
import io.github.wechatpaycontract.ledger.NotificationRecord.State;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.MCHID;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.NOW;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.OTHER_MCHID;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.done;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.due;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.pending;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.signed;
import static io.github.wechatpaycontract.boot.jdbc.LedgerRecords.unfinished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every {@link LedgerStore} must do: beside its rows, that transactions are whole,
 * alone and not in each other's way. A subclass supplies the store.
 */
public abstract class AbstractLedgerStoreTests extends AbstractLedgerRowsTests {

	@Test
	void insertContractWhenCodeIsTakenConflicts() {
		keep(pending("bicycle17"));
		assertConflict((transaction) -> transaction.insertContract(pending("bicycle17")));
		keep(pending(OTHER_MCHID, "bicycle17", "oAnother", NOW));
	}

	@Test
	void insertContractWhenContractIdIsTakenConflicts() {
		keep(signed(MCHID, "bicycle17", "id-1"));
		assertConflict((transaction) -> transaction.insertContract(signed(MCHID, "bicycle18", "id-1")));
		keep(signed(OTHER_MCHID, "bicycle18", "id-1"));
	}

	@Test
	void updateContractWhenContractIdIsTakenConflicts() {
		keep(signed(MCHID, "bicycle17", "id-1"), pending("bicycle18"));
		assertConflict((transaction) -> transaction.updateContract(signed(MCHID, "bicycle18", "id-1")));
		assertThat(this.store.findContract(MCHID, "bicycle18")).contains(pending("bicycle18"));
	}

	@Test
	void insertNotificationWhenIdIsTakenConflicts() {
		keep(done("n-1", "SIGNED bicycle17"));
		assertConflict((transaction) -> transaction.insertNotification(unfinished("n-1", State.FAILED, NOW)));
		keep(done(OTHER_MCHID, "n-1", "SIGNED bicycle17", NOW));
	}

	@Test
	void insertNotificationWhenFactIsKnownConflicts() {
		keep(done("n-1", "SIGNED bicycle17"));
		assertConflict((transaction) -> transaction.insertNotification(done("n-2", "SIGNED bicycle17")));
		keep(done("n-3", null), done("n-4", null));
	}

	@Test
	void updateNotificationWhenFactIsKnownConflicts() {
		keep(done("n-1", "SIGNED bicycle17"), unfinished("n-2", State.FAILED, NOW));
		assertConflict((transaction) -> transaction.updateNotification(done("n-2", "SIGNED bicycle17")));
		assertThat(this.store.findNotification(MCHID, "n-2").orElseThrow().state()).isEqualTo(State.FAILED);
	}

	private void assertConflict(Consumer<LedgerTransaction> change) {
		assertThatExceptionOfType(LedgerConflictException.class).isThrownBy(() -> change((transaction) -> {
			transaction.insertContract(pending("half-done"));
			change.accept(transaction);
		}));
		assertThat(this.store.findContract(MCHID, "half-done")).isEmpty();
	}

	@Test
	void inTransactionWhenWorkFailsKeepsNothing() {
		keep(pending("bicycle17"));
		IllegalArgumentException failure = new IllegalArgumentException();
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> change((transaction) -> {
			transaction.lockContract(MCHID, "bicycle17");
			transaction.updateContract(signed(MCHID, "bicycle17", "id-1"));
			transaction.insertContract(pending("bicycle18"));
			transaction.insertNotification(done("n-1", "SIGNED bicycle17"));
			throw failure;
		})).isSameAs(failure);
		assertThat(this.store.findContract(MCHID, "bicycle17")).contains(pending("bicycle17"));
		assertThat(this.store.findContract(MCHID, "bicycle18")).isEmpty();
		assertThat(this.store.findNotification(MCHID, "n-1")).isEmpty();
		change((transaction) -> assertThat(transaction.isKnownFact(MCHID, "SIGNED bicycle17")).isFalse());
	}

	@Test
	void inTransactionReturnsWhatTheWorkReturned() {
		assertThat(this.store.<String>inTransaction((transaction) -> "done")).isEqualTo("done");
	}

	@Test
	void inTransactionBeforeItCommitsIsSeenByNobody() {
		keep(pending("bicycle17"));
		change((transaction) -> {
			transaction.lockContract(MCHID, "bicycle17");
			transaction.updateContract(signed(MCHID, "bicycle17", "id-1"));
			transaction.insertNotification(done("n-1", "SIGNED bicycle17"));
			assertThat(Threads.elsewhere(() -> this.store.findContract(MCHID, "bicycle17")))
				.contains(pending("bicycle17"));
			assertThat(Threads.elsewhere(() -> this.store.findNotification(MCHID, "n-1"))).isEmpty();
		});
		assertThat(this.store.findContract(MCHID, "bicycle17")).contains(signed(MCHID, "bicycle17", "id-1"));
		assertThat(this.store.findNotification(MCHID, "n-1")).isPresent();
	}

	@Test
	void lockContractKeepsOthersFromItUntilTheEnd() {
		keep(pending("bicycle17"));
		int threads = 4;
		int times = 10;
		Threads.together(threads, (number) -> {
			for (int i = 0; i < times; i++) {
				change((transaction) -> transaction
					.updateContract(LedgerRecords.counted(transaction.lockContract(MCHID, "bicycle17").orElseThrow())));
			}
			return true;
		});
		assertThat(this.store.findContract(MCHID, "bicycle17").orElseThrow().queries()).isEqualTo(threads * times);
	}

	@Test
	void lockContractLetsWhatFollowsSeeWhatWasCommittedMeanwhile() {
		keep(pending("bicycle17"));
		List<Boolean> known = Threads.together(4, (number) -> this.store.inTransaction((transaction) -> {
			transaction.lockContract(MCHID, "bicycle17");
			boolean isKnown = transaction.isKnownFact(MCHID, "SIGNED bicycle17");
			if (!isKnown) {
				transaction.insertNotification(done("n-" + number, "SIGNED bicycle17"));
			}
			return isKnown;
		}));
		assertThat(known).containsOnlyOnce(false).hasSize(4);
	}

	@Test
	void insertNotificationWhenTwoDoAtOnceConflictsForOneAndKeepsNothingOfIt() {
		CyclicBarrier both = new CyclicBarrier(2);
		List<Boolean> kept = Threads.together(2, (number) -> {
			try {
				change((transaction) -> {
					transaction.insertContract(pending("bicycle" + number));
					Threads.await(both);
					transaction.insertNotification(done("n-1", "SIGNED " + number));
				});
				return true;
			}
			catch (LedgerConflictException ex) {
				return false;
			}
		});
		assertThat(kept).containsExactlyInAnyOrder(true, false);
		assertThat(this.store.findContract(MCHID, "bicycle0").isPresent()).isEqualTo(kept.get(0));
		assertThat(this.store.findContract(MCHID, "bicycle1").isPresent()).isEqualTo(kept.get(1));
		assertThat(this.store.findNotification(MCHID, "n-1").orElseThrow().fact())
			.isEqualTo("SIGNED " + kept.indexOf(true));
	}

	@Test
	@Tag("case-119")
	void claimContractWhenManyTryIsWonByOne() {
		keep(due(MCHID, "bicycle17", NOW));
		List<Boolean> won = Threads.together(8, (number) -> {
			var found = this.store.findDueContracts(List.of(MCHID), NOW, 1);
			return !found.isEmpty() && this.store.claimContract(found.get(0), NOW.plusSeconds(60));
		});
		assertThat(won).containsOnlyOnce(true).hasSize(8);
		assertThat(this.store.findContract(MCHID, "bicycle17").orElseThrow().queries()).isEqualTo(1);
	}

}
