package io.github.wechatpaycontract.ledger;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.github.wechatpaycontract.contract.Contract;
import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.contract.ContractTermination;
import io.github.wechatpaycontract.contract.ContractTerminationMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Finding} and {@link ContractMoves}: in whatever order WeChat Pay's
 * news arrives, the contract ends up the same.
 */
class FindingTests {

	private static final OffsetDateTime SIGNED_AT = OffsetDateTime.parse("2024-08-29T10:53:20+08:00");

	private static final OffsetDateTime ENDED_AT = OffsetDateTime.parse("2024-08-30T10:53:20+08:00");

	private final LedgerFixture fixture = new LedgerFixture(new MemoryLedgerStore(1_000_000),
			URI.create("http://127.0.0.1:1"), new LedgerExecutor(Runnable::run));

	private final LedgerInbox inbox = this.fixture.inbox();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	@Tag("case-95")
	@Tag("case-96")
	@Tag("case-97")
	void everyOrderOfEveryChoiceOfNewsEndsInTheSameRecord() {
		Map<String, Consumer<String>> news = new LinkedHashMap<>();
		news.put("sign notified", (code) -> LedgerFixture.deliver(this.inbox, LedgerFixture.signed("s" + code, code)));
		news.put("sign notified again",
				(code) -> LedgerFixture.deliver(this.inbox, LedgerFixture.signed("s" + code, code)));
		news.put("sign queried", (code) -> settle(code, answer(code, ContractState.SIGNED)));
		news.put("end notified", (code) -> LedgerFixture.deliver(this.inbox, LedgerFixture.ended("t" + code, code)));
		news.put("end queried", (code) -> settle(code, answer(code, ContractState.TERMINATED)));
		news.put("absent after the end of the session", (code) -> settle(code, null));
		int lives = 0;
		for (int choice = 1; choice < 64; choice++) {
			List<String> chosen = chosen(List.copyOf(news.keySet()), choice);
			Set<ContractRecord> ends = new HashSet<>();
			for (List<String> order : permutations(chosen)) {
				String code = "c" + lives++;
				this.fixture.put(pending(code));
				int seen = 0;
				for (String what : order) {
					news.get(what).accept(code);
					int state = this.fixture.contract(code).state().ordinal();
					assertThat(state).as("%s in %s", what, order).isGreaterThanOrEqualTo(seen);
					seen = state;
				}
				ends.add(withoutBookkeeping(this.fixture.contract(code)));
				assertThat(this.fixture.contract(code).state()).as("%s", order).isEqualTo(expected(chosen));
			}
			assertThat(ends).as("%s", chosen).hasSize(1);
		}
		assertThat(lives).isEqualTo(1_956);
		assertThat(this.fixture.parked()).isEmpty();
		assertThat(this.fixture.effects()).doesNotHaveDuplicates();
	}

	private ContractRecord pending(String code) {
		ContractRecord pending = this.fixture.pending(code);
		Instant opened = pending.openedAt().minus(Duration.ofHours(3));
		return new ContractRecord(pending.mchid(), code, pending.serviceId(), pending.parties(), pending.state(),
				opened, opened.plus(QuerySchedule.SESSION), null, null, null, null, null, null, 0);
	}

	private static LedgerState expected(List<String> chosen) {
		if (chosen.stream().anyMatch((what) -> what.startsWith("end"))) {
			return LedgerState.TERMINATED;
		}
		return chosen.stream().anyMatch((what) -> what.startsWith("sign")) ? LedgerState.SIGNED : LedgerState.EXPIRED;
	}

	private static List<String> chosen(List<String> all, int choice) {
		List<String> chosen = new ArrayList<>();
		for (int i = 0; i < all.size(); i++) {
			if ((choice >> i & 1) == 1) {
				chosen.add(all.get(i));
			}
		}
		return chosen;
	}

	private static <T> List<List<T>> permutations(List<T> of) {
		if (of.isEmpty()) {
			return List.of(List.of());
		}
		List<List<T>> all = new ArrayList<>();
		for (int i = 0; i < of.size(); i++) {
			List<T> rest = new ArrayList<>(of);
			T first = rest.remove(i);
			for (List<T> tail : permutations(rest)) {
				List<T> one = new ArrayList<>(List.of(first));
				one.addAll(tail);
				all.add(one);
			}
		}
		return all;
	}

	/** The number tells lives apart, and a confirmation says only who was heard. */
	private static ContractRecord withoutBookkeeping(ContractRecord contract) {
		return new ContractRecord(contract.mchid(), "code", contract.serviceId(), contract.parties(), contract.state(),
				contract.openedAt(), contract.expiresAt(), (contract.contractId() != null) ? "id" : null,
				contract.signedAt(), contract.terminatedAt(), contract.terminationModeText(), null, null, 0);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "SIGNED", "TERMINATED", "NOT_SIGNED", "SIGN_FAILED" })
	void stateThatProvesNeitherMovesNothing(ContractState state) {
		for (LedgerState before : LedgerState.values()) {
			ContractRecord contract = this.fixture.put(pending("c" + before).withState(before));
			ContractRecord settled = settle("c" + before, answer("c" + before, state));
			assertThat(settled.withNextQueryAt(contract.nextQueryAt())).isEqualTo(contract);
			if (before == LedgerState.TERMINATED) {
				assertThat(settled.nextQueryAt()).isNull();
			}
			else {
				assertThat(settled.nextQueryAt()).isBeforeOrEqualTo(this.fixture.clock.instant().plusSeconds(1_800));
			}
		}
		assertThat(settle("cPENDING", answer("cPENDING", null)).state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.fixture.events).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "NOT_SIGNED", "SIGN_FAILED" })
	void stateThatProvesAnAbsenceExpiresNotBeforeTheMarginIsOver(ContractState state) {
		this.fixture.open("code1");
		this.fixture.clock.advance(Duration.ofMinutes(125).minusMillis(1));
		assertThat(settle("code1", answer("code1", state)).state()).isEqualTo(LedgerState.PENDING);
		this.fixture.clock.advance(Duration.ofMillis(1));
		assertThat(settle("code1", answer("code1", state)).state()).isEqualTo(LedgerState.EXPIRED);
		settle("code1", null);
		assertThat(this.fixture.effects()).containsExactly("ContractExpired code1");
	}

	@Test
	@Tag("case-93")
	@Tag("case-94")
	void answerAboutSomebodyElseMovesNothing() {
		ContractRecord contract = this.fixture.open("code1");
		Contract answer = answer("code1", ContractState.SIGNED);
		this.fixture.put(this.fixture.pending("other"));
		settle("other", answer("other", ContractState.SIGNED));
		for (Contract wrong : List.of(
				new Contract(null, "idcode1", LedgerFixture.APPID, "oSTRANGER", null, null, LedgerFixture.SERVICE_ID,
						"code1", null, ContractState.SIGNED, "SIGNED", SIGNED_AT, null),
				new Contract(null, "idother", LedgerFixture.APPID, LedgerFixture.PAYER, null, null,
						LedgerFixture.SERVICE_ID, "code1", null, ContractState.SIGNED, "SIGNED", SIGNED_AT, null),
				new Contract(null, "idcode1", LedgerFixture.APPID, LedgerFixture.PAYER, null, null, 777L, "code1", null,
						ContractState.TERMINATED, "TERMINATED", SIGNED_AT, answer.termination()))) {
			assertThat(settle("code1", wrong)).isEqualTo(contract);
		}
		assertThat(this.fixture.effects()).containsExactly("ContractSigned other");
	}

	@Test
	void terminationBesideAnotherStateIsNotTaken() {
		this.fixture.open("code1");
		Contract signed = new Contract(null, "idcode1", null, null, null, null, null, "code1", null,
				ContractState.SIGNED, "SIGNED", SIGNED_AT,
				new ContractTermination(ContractTerminationMode.USER_TERMINATE, "USER_TERMINATE", ENDED_AT, null));
		assertThat(settle("code1", signed).terminationModeText()).isNull();
		assertThat(this.fixture.contract("code1").terminatedAt()).isNull();
	}

	private ContractRecord settle(String code, @Nullable Contract answer) {
		return this.fixture.store.inTransaction((transaction) -> this.fixture.moves.settle(transaction,
				transaction.lockContract(LedgerFixture.MCHID, code).orElseThrow(), Optional.ofNullable(answer),
				new Fence(true)));
	}

	private static Contract answer(String code, @Nullable ContractState state) {
		ContractTermination termination = (state == ContractState.TERMINATED)
				? new ContractTermination(ContractTerminationMode.USER_TERMINATE, "USER_TERMINATE", ENDED_AT, "gone")
				: null;
		boolean signed = state == ContractState.SIGNED || state == ContractState.TERMINATED;
		return new Contract(LedgerFixture.MCHID, signed ? "id" + code : null, LedgerFixture.APPID, LedgerFixture.PAYER,
				null, null, LedgerFixture.SERVICE_ID, code, "a bicycle", state, (state != null) ? state.name() : null,
				signed ? SIGNED_AT : null, termination);
	}

}
