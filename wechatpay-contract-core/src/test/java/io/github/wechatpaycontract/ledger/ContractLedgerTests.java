package io.github.wechatpaycontract.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.LogCapture;
import io.github.wechatpaycontract.TestClock;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.TestServices;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ContractLedger} and {@link ReactiveContractLedger} against the
 * simulator.
 */
class ContractLedgerTests {

	private static final SimulatedMerchant TAXIS = SimulatedMerchant.builder()
		.mchid("1900000110")
		.appid("wx8888888888888888")
		.serviceId(777)
		.publicKeyId(TestPlatform.PUBLIC_KEY_ID)
		.build();

	private static final Duration LIMIT = LedgerFixture.LIMIT;

	private final TestClock clock = new TestClock(TestPlatform.NOW);

	private final WechatPaySimulator simulator = WechatPaySimulator.builder()
		.merchant(TestPlatform.simulated())
		.merchant(TAXIS)
		.clock(this.clock)
		.resendDelays()
		.start();

	private final LedgerFixture fixture = new LedgerFixture(this.simulator, this.clock);

	private final ReactiveContractLedger reactive = this.fixture.ledger();

	private final ContractLedger ledger = new StoredContractLedger(this.reactive);

	private final LogCapture log = LogCapture.start(Level.TRACE);

	@AfterEach
	void close() {
		this.log.stop();
		this.fixture.close();
		this.simulator.close();
		assertThat(this.log.events()).noneMatch((event) -> event.getFormattedMessage().contains(LedgerFixture.PAYER));
	}

	private MiniProgramSignSession open(String code) {
		return this.ledger.open((contract) -> contract.outContractCode(code)
			.contractDisplayAccount("a bicycle")
			.openid(LedgerFixture.PAYER));
	}

	@Test
	void openChoosesANumberAndWritesThePendingContract() {
		MiniProgramSignSession session = this.ledger
			.open((contract) -> contract.contractDisplayAccount("a bicycle").openid(LedgerFixture.PAYER));
		assertThat(session.outContractCode()).hasSize(32).startsWith("t");
		assertThat(this.ledger.find(session.outContractCode())).hasValueSatisfying((contract) -> {
			assertThat(contract.state()).isEqualTo(LedgerState.PENDING);
			assertThat(contract.parties().openid()).isEqualTo(LedgerFixture.PAYER);
			assertThat(contract.parties().appid()).isEqualTo(LedgerFixture.APPID);
			assertThat(contract.expiresAt()).isEqualTo(TestPlatform.NOW.plus(Duration.ofHours(2)));
			assertThat(contract.toString()).doesNotContain(LedgerFixture.PAYER);
		});
		StepVerifier
			.create(this.reactive
				.open((contract) -> contract.contractDisplayAccount("a bicycle").openid(LedgerFixture.PAYER))
				.flatMap((opened) -> this.reactive.find(opened.outContractCode())))
			.expectNextMatches((contract) -> contract.state() == LedgerState.PENDING)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void openIsColdAndWritesNothingBeforeItIsSubscribed() {
		this.reactive.open((contract) -> contract.outContractCode("code1")
			.contractDisplayAccount("a bicycle")
			.openid(LedgerFixture.PAYER));
		assertThat(this.ledger.find("code1")).isEmpty();
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void openWhenAValueIsMissingWritesAndSendsNothing() {
		assertThatExceptionOfType(InvalidFieldException.class)
			.isThrownBy(() -> this.ledger.open((contract) -> contract.outContractCode("code1").openid("o1")));
		assertThat(this.ledger.find("code1")).isEmpty();
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void openWhenTheNumberIsAnotherPayersSendsNothing() {
		open("code1");
		ContractRecord before = this.fixture.contract("code1");
		assertThatIllegalStateException()
			.isThrownBy(() -> this.ledger.open((contract) -> contract.outContractCode("code1")
				.contractDisplayAccount("a bicycle")
				.openid("oSTRANGER")))
			.withMessage("Contract number 'code1' is taken by a contract with somebody else; nothing was sent."
					+ " Choose another number");
		assertThat(this.simulator.requests()).hasSize(1);
		assertThat(this.fixture.contract("code1")).isEqualTo(before);
	}

	@Test
	void openWhenTheContractWasSignedSendsNothing() {
		open("code1");
		this.simulator.confirm("code1");
		this.ledger.refresh("code1");
		assertThatIllegalStateException().isThrownBy(() -> open("code1"))
			.withMessage("Contract 'code1' is SIGNED; nothing was sent. A number is used once");
		assertThat(this.simulator.requests()).hasSize(2);
	}

	@Test
	void openAgainWithTheSameRequestIsAllowedAndExtendsTheSession() {
		open("code1");
		this.clock.advance(Duration.ofHours(3));
		this.ledger.refresh("code1");
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.EXPIRED);
		open("code1");
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.fixture.contract("code1").expiresAt()).isEqualTo(TestPlatform.NOW.plus(Duration.ofHours(5)));
		this.simulator.confirm("code1");
		assertThat(this.ledger.refresh("code1").isSigned()).isTrue();
	}

	@Test
	@Tag("case-122")
	void openWhenTheAnswerIsLostLeavesThePendingContractAndRefreshFindsTheTruth() {
		this.simulator.answers().next(AnswerFault.reset(), AnswerFault.reset());
		assertThatExceptionOfType(WechatPayTransportException.class).isThrownBy(() -> open("code1"))
			.matches(WechatPayTransportException::isOutcomeUnknown);
		this.simulator.answers().clear();
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
		this.simulator.confirm("code1");
		assertThat(this.ledger.refresh("code1")).satisfies((contract) -> {
			assertThat(contract.isSigned()).isTrue();
			assertThat(contract.contractId()).isEqualTo(this.simulator.session("code1").orElseThrow().contractId());
			assertThat(contract.confirmedAt()).isEqualTo(TestPlatform.NOW);
		});
		assertThat(this.fixture.effects()).containsExactly("ContractSigned code1");
	}

	@Test
	void realNotificationOfAnOpenedContractTakesEffect() {
		open("code1");
		this.simulator.confirm("code1");
		SignedNotification notification = this.simulator.notifications()
			.build(this.simulator.notifications().draftOf("code1").build());
		try (NotificationReceiver receiver = new NotificationReceiver(this.fixture.inbox(), LIMIT)) {
			for (int i = 0; i < 2; i++) {
				assertThat(receiver
					.receive(this.fixture.services().notificationVerifier(), notification.headers()::all,
							notification.body())
					.block(LIMIT)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
			}
		}
		assertThat(this.ledger.refresh("code1").isSigned()).isTrue();
		assertThat(this.fixture.effects()).containsExactly("ContractSigned code1");
	}

	@Test
	void findByOpenidReturnsTheNewestFirst() {
		open("code1");
		this.clock.advance(Duration.ofMinutes(1));
		open("code2");
		assertThat(this.ledger.findByOpenid(LedgerFixture.PAYER)).extracting(ContractRecord::outContractCode)
			.containsExactly("code2", "code1");
		assertThat(this.reactive.findByOpenid(LedgerFixture.PAYER).collectList().block(LIMIT)).hasSize(2);
		assertThat(this.ledger.findByOpenid("oSTRANGER")).isEmpty();
	}

	@Test
	void refreshWhenNothingIsSignedChangesNothing() {
		open("code1");
		ContractRecord before = this.fixture.contract("code1");
		assertThat(this.ledger.refresh("code1")).isEqualTo(before);
		assertThat(this.reactive.refresh("code1").block(LIMIT)).isEqualTo(before);
	}

	@Test
	void refreshWhenTheAnswerProvesNothingMovesNothing() {
		open("code1");
		this.clock.advance(Duration.ofHours(3));
		ContractRecord before = this.fixture.contract("code1");
		AnswerFault unsigned = AnswerFault.error(404, "CONTRACT_NOT_EXIST", "gone").and(AnswerFault.noSignature());
		this.simulator.answers().always(unsigned);
		assertThatExceptionOfType(WechatPayApiException.class).isThrownBy(() -> this.ledger.refresh("code1"));
		this.simulator.answers().always(AnswerFault.wrongSignature());
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.ledger.refresh("code1"));
		assertThat(this.fixture.contract("code1")).isEqualTo(before);
		this.simulator.answers().clear();
		assertThat(this.ledger.refresh("code1").state()).isEqualTo(LedgerState.EXPIRED);
	}

	@Test
	@Timeout(60)
	void listenerThatHangsIsGivenUpAndUndoesTheMove() {
		open("code1");
		this.simulator.notifications().routeTo(URI.create("http://127.0.0.1:1"));
		this.simulator.confirm("code1");
		CountDownLatch never = new CountDownLatch(1);
		ContractMoves hanging = new ContractMoves(this.fixture.schedule, (event) -> awaitForever(never), this.clock);
		ContractQueries queries = new ContractQueries(this.fixture.store, this.fixture.executor,
				(mchid) -> this.fixture.services().reactiveContracts(), hanging, Duration.ofMillis(300));
		assertThatIllegalStateException()
			.isThrownBy(() -> queries.refresh(this.fixture.contract("code1")).block(Duration.ofSeconds(30)))
			.withMessageContaining("nothing was changed");
		assertThat(this.ledger.find("code1").orElseThrow().state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.ledger.refresh("code1").state()).isEqualTo(LedgerState.SIGNED);
	}

	private static void awaitForever(CountDownLatch never) {
		try {
			never.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void terminateEndsTheContractAndMayBeRepeated() {
		open("code1");
		this.simulator.confirm("code1");
		assertThat(this.ledger.terminate("code1", "moved away")).satisfies((contract) -> {
			assertThat(contract.state()).isEqualTo(LedgerState.TERMINATED);
			assertThat(contract.terminatedAt()).isNotNull();
			assertThat(contract.signedAt()).isNotNull();
			assertThat(contract.nextQueryAt()).isNull();
		});
		assertThat(this.reactive.terminate("code1", "again").block(LIMIT).state()).isEqualTo(LedgerState.TERMINATED);
		assertThat(this.fixture.effects()).containsExactly("ContractTerminated code1");
		assertThatIllegalArgumentException().isThrownBy(() -> this.ledger.terminate("code1", ""));
	}

	@Test
	void terminationWhoseEndIsNotSeenIsAskedAboutMinutesLater() {
		open("code1");
		this.simulator.confirm("code1");
		this.ledger.refresh("code1");
		AnswerFault lost = AnswerFault.reset();
		this.simulator.answers().next(AnswerFault.none(), AnswerFault.none(), lost, lost, lost);
		assertThatExceptionOfType(WechatPayTransportException.class)
			.isThrownBy(() -> this.ledger.terminate("code1", "moved away"));
		this.simulator.answers().clear();
		assertThat(this.fixture.contract("code1").isSigned()).isTrue();
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(this.fixture.reconciler(5).round().block(LIMIT)).isOne();
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.TERMINATED);
		assertThat(this.fixture.contract("code1").nextQueryAt()).isNull();
	}

	@Test
	void terminationThatIsNotDoneYetIsAskedAboutMinutesLater() {
		open("code1");
		this.simulator.confirm("code1");
		this.ledger.refresh("code1");
		terminationFails("code1");
		ContractRecord contract = this.fixture.contract("code1");
		assertThat(contract.isSigned()).isTrue();
		assertThat(contract.nextQueryAt()).isEqualTo(TestPlatform.NOW.plusSeconds(300));
		this.simulator.terminateByPayer("code1").join();
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(this.fixture.reconciler(5).round().block(LIMIT)).isOne();
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.TERMINATED);
	}

	@Test
	void followUpThatFailsIsTriedAgainBeforeTheNextConfirmation() {
		open("code1");
		this.simulator.confirm("code1");
		this.ledger.refresh("code1");
		terminationFails("code1");
		this.clock.advance(Duration.ofMinutes(5));
		AnswerFault lost = AnswerFault.reset();
		this.simulator.answers().next(lost, lost, lost);
		assertThat(this.fixture.reconciler(5).round().block(LIMIT)).isOne();
		this.simulator.answers().clear();
		assertThat(this.fixture.contract("code1").nextQueryAt()).isBetween(this.clock.instant().plusSeconds(300),
				this.clock.instant().plusSeconds(360));
		this.clock.advance(Duration.ofMinutes(6));
		assertThat(this.fixture.reconciler(5).round().block(LIMIT)).isOne();
		assertThat(this.fixture.contract("code1").nextQueryAt()).isAfter(this.clock.instant().plusSeconds(80_000));
	}

	/** Nothing came of it, but nobody knows. */
	private void terminationFails(String code) {
		this.simulator.answers().next(AnswerFault.none(), AnswerFault.systemError());
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> this.ledger.terminate(code, "moved away"))
			.matches(WechatPayException::isOutcomeUnknown);
	}

	@Test
	void terminateWhenNothingWasSignedFails() {
		open("code1");
		assertThatExceptionOfType(WechatPayApiException.class)
			.isThrownBy(() -> this.ledger.terminate("code1", "moved away"));
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
	}

	@Test
	@Tag("case-98")
	void payerWhoSignsAgainUnderAnotherNumberHasOneActiveContract() {
		open("code1");
		this.simulator.confirm("code1");
		this.ledger.terminate("code1", "moved away");
		open("code2");
		this.simulator.confirm("code2");
		this.ledger.refresh("code2");
		assertThat(this.ledger.findByOpenid(LedgerFixture.PAYER)).hasSize(2)
			.filteredOn(ContractRecord::isSigned)
			.extracting(ContractRecord::outContractCode)
			.containsExactly("code2");
	}

	@Test
	void dailyConfirmationFindsTheTerminationThatNobodyNotified() {
		open("code1");
		this.simulator.confirm("code1");
		this.ledger.refresh("code1");
		this.simulator.terminateByPayer("code1").join();
		ContractReconciler reconciler = this.fixture.reconciler(5);
		this.clock.advance(Duration.ofHours(23));
		assertThat(reconciler.round().block(LIMIT)).isZero();
		this.clock.advance(Duration.ofHours(1));
		assertThat(reconciler.round().block(LIMIT)).isOne();
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.TERMINATED);
		assertThat(this.fixture.contract("code1").terminationModeText()).isEqualTo("USER_TERMINATE");
		assertThat(this.fixture.effects()).containsExactly("ContractSigned code1", "ContractTerminated code1");
	}

	@Test
	void reconcilerWhenTheAbsenceIsUnsignedMovesNothing() {
		open("code1");
		this.clock.advance(Duration.ofHours(3));
		this.simulator.answers()
			.always(AnswerFault.error(404, "CONTRACT_NOT_EXIST", "gone").and(AnswerFault.noSignature()));
		ContractReconciler reconciler = this.fixture.reconciler(5);
		assertThat(reconciler.round().block(LIMIT)).isOne();
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.PENDING);
		assertThat(this.log.messages(Level.WARN)).anyMatch((line) -> line.contains("could not be settled"));
		this.simulator.answers().clear();
		this.clock.advance(Duration.ofMinutes(6));
		assertThat(reconciler.round().block(LIMIT)).isOne();
		assertThat(this.fixture.contract("code1").state()).isEqualTo(LedgerState.EXPIRED);
	}

	@Test
	void ofMerchantIsTheLedgerOfThatMerchantOnly() {
		this.fixture.registry.add(TestServices.definition("taxis", TAXIS, null));
		open("code1");
		ContractLedger taxis = this.ledger.ofMerchant("taxis");
		assertThat(taxis.find("code1")).isEmpty();
		taxis.open((contract) -> contract.outContractCode("code1").contractDisplayAccount("a taxi").openid("oTAXI"));
		assertThat(taxis.find("code1").orElseThrow().mchid()).isEqualTo("1900000110");
		this.simulator.confirm("1900000110", "code1");
		assertThat(taxis.refresh("code1").isSigned()).isTrue();
		assertThat(this.reactive.ofMerchant("taxis").find("code1").block(LIMIT).isSigned()).isTrue();
		assertThat(this.ledger.refresh("code1").state()).isEqualTo(LedgerState.PENDING);
		assertThatIllegalArgumentException().isThrownBy(() -> this.ledger.ofMerchant("trains"))
			.withMessageContaining("'trains'");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void contractThatIsNotInTheLedgerIsRefused(boolean refresh) {
		assertThatIllegalArgumentException().isThrownBy(() -> calls(this.ledger).get(refresh ? 3 : 4).get())
			.withMessage("The ledger of merchant 'default' has no contract of this number");
		assertThat(this.simulator.requests()).isEmpty();
	}

	static Stream<Integer> everyCall() {
		return Stream.of(0, 1, 2, 3, 4);
	}

	@ParameterizedTest
	@MethodSource("everyCall")
	void blockingLedgerOnAnEventLoopRefusesAndDoesNothing(int call) {
		CompletableFuture<Object> outcome = new CompletableFuture<>();
		Schedulers.parallel().schedule(() -> {
			try {
				outcome.complete(calls(this.ledger).get(call).get());
			}
			catch (RuntimeException ex) {
				outcome.completeExceptionally(ex);
			}
		});
		assertThat(outcome).failsWithin(LIMIT)
			.withThrowableThat()
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("nothing was sent. Use ReactiveContractLedger here");
		assertThat(this.simulator.requests()).isEmpty();
		assertThat(this.fixture.store.findContract(LedgerFixture.MCHID, "code1")).isEmpty();
	}

	private static List<Supplier<Object>> calls(ContractLedger ledger) {
		return List.of(
				() -> ledger.open((contract) -> contract.outContractCode("code1")
					.contractDisplayAccount("a bicycle")
					.openid(LedgerFixture.PAYER)),
				() -> ledger.find("code1"), () -> ledger.findByOpenid("o1"), () -> ledger.refresh("code1"),
				() -> ledger.terminate("code1", "moved away"));
	}

}
