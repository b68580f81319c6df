package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.contract.ContractParties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link QuerySchedule}.
 */
class QueryScheduleTests {

	private static final Instant START = TestPlatform.NOW;

	private final QuerySchedule exact = new QuerySchedule(Duration.ofDays(1), () -> 0);

	@Test
	void pendingContractIsAskedAboutSixTimesUntilItExpires() {
		List<Long> minutes = new ArrayList<>();
		ContractRecord contract = contract(LedgerState.PENDING);
		Instant now = START;
		while (now.isBefore(contract.expiresAt())) {
			now = this.exact.next(contract, now);
			minutes.add(Duration.between(START, now).toMinutes());
			contract = contract.claimed(null);
		}
		assertThat(minutes).containsExactly(1L, 3L, 10L, 30L, 60L, 125L);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.5, 0.999999 })
	@Tag("case-102")
	void pendingContractIsAskedAboutWithinTenMinutesAfterTheEndWhateverTheJitterAndThePoll(double random) {
		QuerySchedule schedule = new QuerySchedule(null, () -> random);
		ContractRecord contract = contract(LedgerState.PENDING);
		Duration longestPoll = Duration.ofSeconds(45);
		Instant now = START;
		int queries = 0;
		while (now.isBefore(contract.expiresAt().plus(QuerySchedule.MARGIN))) {
			now = schedule.next(contract, now).plus(longestPoll);
			contract = contract.claimed(null);
			queries++;
		}
		assertThat(queries).isLessThanOrEqualTo(6);
		assertThat(now).isBefore(contract.expiresAt().plus(Duration.ofMinutes(10)));
	}

	@Test
	void pendingContractThatCannotBeSettledIsAskedAboutEverMoreRarelyButNeverGivenUp() {
		ContractRecord contract = contract(LedgerState.PENDING);
		Instant now = contract.expiresAt().plus(QuerySchedule.MARGIN);
		Duration last = Duration.ZERO;
		for (int query = 6; query < 60; query++) {
			Instant next = this.exact.next(contract, now);
			Duration pause = Duration.between(now, next);
			assertThat(pause).isBetween(Duration.ofMinutes(5), Duration.ofDays(1)).isGreaterThanOrEqualTo(last);
			last = pause;
			now = next;
			contract = contract.claimed(null);
		}
		assertThat(last).isEqualTo(Duration.ofDays(1));
	}

	@Test
	void sessionOpenedAgainIsAskedAboutFromItsOwnStart() {
		Instant again = START.plus(Duration.ofHours(20));
		ContractRecord reopened = contract(LedgerState.EXPIRED).reopened(again.plus(QuerySchedule.SESSION));
		assertThat(this.exact.next(reopened, again)).isEqualTo(again.plus(Duration.ofMinutes(1)));
	}

	@Test
	void expiredContractIsAskedAboutOnTheTwoDaysAfter() {
		ContractRecord contract = contract(LedgerState.EXPIRED);
		Instant first = this.exact.next(contract, contract.expiresAt().plus(Duration.ofMinutes(6)));
		assertThat(first).isEqualTo(contract.expiresAt().plus(Duration.ofDays(1)));
		Instant second = this.exact.next(contract, first);
		assertThat(second).isEqualTo(contract.expiresAt().plus(Duration.ofDays(2)));
		assertThat(this.exact.next(contract, second)).isNull();
		assertThat(this.exact.afterClaim(contract, second)).isAfter(second);
	}

	@Test
	void signedContractIsConfirmedIfThatIsWantedAndAnEndedOneNever() {
		ContractRecord signed = withId(contract(LedgerState.SIGNED));
		assertThat(this.exact.next(signed, START)).isEqualTo(START.plus(Duration.ofDays(1)));
		assertThat(new QuerySchedule(null, () -> 0).next(signed, START)).isNull();
		assertThat(new QuerySchedule(null, () -> 0).afterClaim(signed, START)).isNotNull();
		assertThat(new QuerySchedule(null, () -> 0).next(contract(LedgerState.SIGNED), START)).isNotNull();
		assertThat(this.exact.next(contract(LedgerState.TERMINATED), START)).isNull();
		assertThat(this.exact.afterClaim(contract(LedgerState.TERMINATED), START)).isNull();
	}

	@Test
	void jitterIsAtMostATenthAndAtMostAMinute() {
		QuerySchedule late = new QuerySchedule(Duration.ofDays(1), () -> 1);
		assertThat(late.next(contract(LedgerState.PENDING), START)).isEqualTo(START.plusSeconds(66));
		assertThat(late.next(withId(contract(LedgerState.SIGNED)), START))
			.isEqualTo(START.plus(Duration.ofDays(1)).plusSeconds(60));
	}

	private static ContractRecord contract(LedgerState state) {
		return new ContractRecord("1900000109", "code1", 1, new ContractParties(null, null, null, null, null), state,
				START, START.plus(QuerySchedule.SESSION), null, null, null, null, null, null, 0);
	}

	private static ContractRecord withId(ContractRecord contract) {
		return new ContractRecord(contract.mchid(), contract.outContractCode(), 1, contract.parties(), contract.state(),
				contract.openedAt(), contract.expiresAt(), "id1", null, null, null, null, null, 0);
	}

}
