package io.github.wechatpaycontract.ledger;

import io.github.wechatpaycontract.notification.TestNotifications;
import java.util.Map;
import java.time.Duration;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.TestClock;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.ledger.LedgerSettings.UnknownContracts;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LedgerInbox} where it asks WeChat Pay before a signing takes effect.
 */
class LedgerConfirmationTests {

	private final TestClock clock = new TestClock(TestPlatform.NOW);

	private final WechatPaySimulator simulator = WechatPaySimulator.builder()
		.merchant(TestPlatform.simulated())
		.clock(this.clock)
		.resendDelays()
		.start();

	private final LedgerFixture fixture = new LedgerFixture(this.simulator, this.clock);

	private final LogCapture log = LogCapture.start(Level.WARN);

	private final LedgerInbox inbox = this.fixture.inbox(UnknownContracts.PARK, true);

	@BeforeEach
	void open() {
		this.fixture.ledger()
			.open((contract) -> contract.outContractCode("code1")
				.contractDisplayAccount("a bicycle")
				.openid(LedgerFixture.PAYER))
			.block(LedgerFixture.LIMIT);
	}

	@AfterEach
	void close() {
		this.log.stop();
		this.fixture.close();
		this.simulator.close();
	}

	private NotificationAnswer deliver(Duration timeLeft) {
		return LedgerFixture.deliver(this.inbox, signed(), timeLeft).block(LedgerFixture.LIMIT);
	}

	private ContractNotification signed() {
		String contractId = this.simulator.session("code1").orElseThrow().contractId();
		return LedgerFixture.signed("n1", "code1", "contract_id", (contractId != null) ? contractId : "invented");
	}

	@Test
	void signingThatTheQueryConfirmsTakesEffectAsConfirmed() {
		this.simulator.confirm("code1");
		assertThat(deliver(Duration.ofSeconds(4))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
		assertThat(this.fixture.contract("code1").confirmedAt()).isEqualTo(TestPlatform.NOW);
		assertThat(this.fixture.handled).hasSize(1);
	}

	@Test
	void signingThatTheQueryDeniesIsParkedAndAskedAboutSoon() {
		assertThat(deliver(Duration.ofSeconds(4))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.fixture.contract("code1").nextQueryAt()).isEqualTo(TestPlatform.NOW.plusSeconds(1));
		assertThat(this.fixture.handled).isEmpty();
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.NOT_CONFIRMED));
		assertThat(this.log.messages(Level.ERROR)).hasSize(1);
	}

	@Test
	@Tag("case-92")
	void signingOfAnUnknownContractIsAcceptedOnlyIfTheQueryConfirmsIt() {
		LedgerInbox accepting = this.fixture.inbox(UnknownContracts.ACCEPT, true);
		LedgerFixture.deliver(accepting, LedgerFixture.signed("n2", "invented"));
		assertThat(this.fixture.store.findContract(LedgerFixture.MCHID, "invented")).isEmpty();
		assertThat(this.fixture.handled).isEmpty();
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.NOT_CONFIRMED));
	}

	@Test
	void signingWithAnotherContractIdThanTheQueryHasIsParked() {
		this.simulator.confirm("code1");
		assertThat(LedgerFixture
			.deliver(this.inbox, LedgerFixture.signed("n1", "code1", "contract_id", "other"), Duration.ofSeconds(4))
			.block(LedgerFixture.LIMIT)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.NOT_CONFIRMED));
	}

	@Test
	@Tag("case-93")
	void signingThatTheQueryKnowsOfAnotherPayerIsParked() {
		this.simulator.confirm("code1");
		String contractId = this.simulator.session("code1").orElseThrow().contractId();
		this.simulator.answers()
			.next(AnswerFault
				.signedBody(("{\"mchid\":\"%s\",\"out_contract_code\":\"code1\",\"contract_state\":\"SIGNED\","
						+ "\"contract_id\":\"%s\",\"openid\":\"oSTRANGER\"}")
					.formatted(LedgerFixture.MCHID, contractId)));
		ContractNotification withoutPayer = TestNotifications.of(LedgerFixture.MCHID, "n1", "ENTRUST.SIGN",
				Map.of("out_contract_code", "code1", "contract_id", contractId, "contract_state", "SIGNED"));
		LedgerFixture.deliver(this.inbox, withoutPayer, Duration.ofSeconds(4)).block(LedgerFixture.LIMIT);
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.fixture.parked()).singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.NOT_CONFIRMED));
	}

	@Test
	void confirmationDoesNotOutliveTheStateItConfirmed() {
		this.simulator.confirm("code1");
		deliver(Duration.ofSeconds(4));
		String contractId = this.simulator.session("code1").orElseThrow().contractId();
		LedgerFixture.deliver(this.inbox, LedgerFixture.ended("n2", "code1", contractId));
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.TERMINATED);
		assertThat(this.fixture.contract("code1").confirmedAt()).isNull();
	}

	@Test
	void signingThatTheQueryLeavesOpenTakesEffectUnconfirmedAndIsAskedAboutUntilAnAnswerComes() {
		this.simulator.confirm("code1");
		this.simulator.answers().next(AnswerFault.held());
		assertThat(deliver(Duration.ofSeconds(1))).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		this.simulator.answers().clear();
		ContractRecord contract = this.fixture.contract("code1");
		assertThat(contract.isSigned()).isTrue();
		assertThat(contract.confirmedAt()).isNull();
		assertThat(contract.nextQueryAt()).isEqualTo(TestPlatform.NOW.plusSeconds(1));
		assertThat(this.fixture.handled).hasSize(1);
		this.clock.advance(Duration.ofSeconds(1));
		this.simulator.answers().next(AnswerFault.noSignature(), AnswerFault.noSignature(), AnswerFault.noSignature());
		assertThat(this.fixture.reconciler(5).round().block(LedgerFixture.LIMIT)).isOne();
		this.simulator.answers().clear();
		assertThat(this.fixture.contract("code1").confirmedAt()).isNull();
		assertThat(this.fixture.contract("code1").nextQueryAt()).isNotNull();
	}

	@Test
	@Tag("case-97")
	void signingOfAnEndedContractIsIgnoredWithoutAQuery() {
		this.simulator.confirm("code1");
		ContractNotification signed = signed();
		LedgerFixture
			.deliver(this.inbox,
					LedgerFixture.ended("n2", "code1", this.simulator.session("code1").orElseThrow().contractId()),
					Duration.ofSeconds(4))
			.block(LedgerFixture.LIMIT);
		int requests = this.simulator.requests().size();
		assertThat(LedgerFixture.deliver(this.inbox, signed, Duration.ofSeconds(4)).block(LedgerFixture.LIMIT))
			.isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		assertThat(this.simulator.requests()).hasSize(requests);
		assertThat(this.fixture.parked()).isEmpty();
		assertThat(this.fixture.handled).hasSize(1);
	}

}
