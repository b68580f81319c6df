package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.TestPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnconfirmedContracts}.
 */
class UnconfirmedContractsTests {

	private static final int SIGNED = 250;

	private final LedgerFixture fixture = new LedgerFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private UnconfirmedContracts every(Duration interval) {
		double[] random = new double[1];
		QuerySchedule schedule = new QuerySchedule(interval, () -> random[0] = (random[0] + 0.004) % 1);
		return new UnconfirmedContracts(this.fixture.store, this.fixture.executor, this.fixture.registry,
				new ContractMoves(schedule, this.fixture.events::add, this.fixture.clock));
	}

	private void putSigned() {
		IntStream.range(0, SIGNED).forEach((i) -> put("signed" + i, LedgerState.SIGNED));
	}

	private void put(String code, LedgerState state) {
		this.fixture.put(this.fixture.pending(code).withState(state).withNextQueryAt(null));
	}

	@Test
	void contractsSignedBeforeAreConfirmedWithinTheFirstInterval() {
		putSigned();
		every(Duration.ofDays(1)).schedule().block(LedgerFixture.LIMIT);
		assertThat(IntStream.range(0, SIGNED).mapToObj((i) -> this.fixture.contract("signed" + i).nextQueryAt()))
			.doesNotContainNull()
			.doesNotHaveDuplicates()
			.allMatch((next) -> !next.isBefore(TestPlatform.NOW)
					&& next.isBefore(TestPlatform.NOW.plus(Duration.ofDays(1))));
	}

	@Test
	void othersAreLeftAlone() {
		put("expired", LedgerState.EXPIRED);
		put("terminated", LedgerState.TERMINATED);
		Instant later = TestPlatform.NOW.plusSeconds(7);
		this.fixture.put(this.fixture.pending("due").withState(LedgerState.SIGNED).withNextQueryAt(later));
		every(Duration.ofDays(1)).schedule().block(LedgerFixture.LIMIT);
		assertThat(this.fixture.contract("expired").nextQueryAt()).isNull();
		assertThat(this.fixture.contract("terminated").nextQueryAt()).isNull();
		assertThat(this.fixture.contract("due").nextQueryAt()).isEqualTo(later);
	}

	@Test
	void nothingIsLookedThroughUnlessContractsAreConfirmed() {
		putSigned();
		every(null).schedule().block(LedgerFixture.LIMIT);
		assertThat(this.fixture.contract("signed0").nextQueryAt()).isNull();
	}

}
