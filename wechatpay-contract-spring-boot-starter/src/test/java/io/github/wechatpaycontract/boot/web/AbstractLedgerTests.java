package io.github.wechatpaycontract.boot.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.boot.RawRequest;
import io.github.wechatpaycontract.boot.RawResponse;
import io.github.wechatpaycontract.boot.RunningApplication;
import io.github.wechatpaycontract.boot.web.LedgerApplication.Effects;
import io.github.wechatpaycontract.boot.web.LedgerApplication.Joiner;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.ledger.NotificationRecord;
import io.github.wechatpaycontract.ledger.ParkReason;
import io.github.wechatpaycontract.ledger.ParkedNotifications;
import io.github.wechatpaycontract.ledger.ReactiveContractLedger;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.simulator.Delivery;
import io.github.wechatpaycontract.simulator.NotificationDraft;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

/**
 * A ledger in the application's database, from the first call to the effect of the
 * notification, over sockets.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractLedgerTests {

	private static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension.with((simulator) -> simulator.resendDelays());

	private RunningApplication application;

	abstract WebApplicationType stack();

	RunningApplication startApplication(String... settings) {
		return RunningApplication.start(stack(), LedgerApplication.class, simulator(), settings);
	}

	@BeforeAll
	void start() {
		this.application = startApplication("wechatpay.ledger.enabled=true",
				"wechatpay.notification.handler-timeout=2s", "spring.security.user.password=secret");
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@BeforeEach
	void route() {
		simulator().notifications().routeTo(this.application.uri(RunningApplication.NOTIFY_PATH));
		effects().then((code) -> {
		});
	}

	WechatPaySimulator simulator() {
		return extension.simulator();
	}

	private Effects effects() {
		return this.application.bean(Effects.class);
	}

	private ContractLedger ledger() {
		return this.application.bean(ContractLedger.class);
	}

	private String open() {
		return ledger().open((contract) -> contract.openid(OPENID).contractDisplayAccount("Blue bicycle 17"))
			.outContractCode();
	}

	private int confirm(String code) throws Exception {
		return simulator().confirm(code).get(10, TimeUnit.SECONDS).status();
	}

	private int send(NotificationDraft draft) throws Exception {
		return simulator().notifications().send(draft).get(10, TimeUnit.SECONDS).status();
	}

	private int sendAgain(String code) throws Exception {
		return send(simulator().notifications().draftOf(code).build());
	}

	private LedgerState state(String code) {
		return ledger().find(code).map(ContractRecord::state).orElseThrow();
	}

	@Test
	void confirmedContractIsSignedWithOneEffectInOneTransaction() throws Exception {
		String code = open();
		assertThat(state(code)).isEqualTo(LedgerState.PENDING);
		assertThat(confirm(code)).isEqualTo(204);
		assertThat(ledger().find(code)).get().satisfies((contract) -> {
			assertThat(contract.isSigned()).isTrue();
			assertThat(contract.contractId()).isEqualTo(simulator().session(code).orElseThrow().contractId());
			assertThat(contract.signedAt()).isNotNull();
		});
		assertThat(effects().of(code)).containsExactly("event", "handler");
		assertThat(effects().afterCommit()).filteredOn((event) -> event.contract().outContractCode().equals(code))
			.hasSize(1);
	}

	@Test
	void contractOpenedWithTheTemplateIsRecordedToo() throws Exception {
		String code = this.application.bean(OutContractCodeGenerator.class).next();
		this.application.bean(PreEntrustSignTemplate.class)
			.miniProgram(MiniProgramSignRequest.builder()
				.outContractCode(code)
				.contractDisplayAccount("Blue bicycle 17")
				.openid(OPENID)
				.build());
		assertThat(confirm(code)).isEqualTo(204);
		assertThat(state(code)).isEqualTo(LedgerState.SIGNED);
	}

	@Test
	void bothFacesSeeTheSame() {
		String code = this.application.bean(ReactiveContractLedger.class)
			.open((contract) -> contract.openid(OPENID).contractDisplayAccount("Blue bicycle 17"))
			.block(Duration.ofSeconds(10))
			.outContractCode();
		assertThat(ledger().findByOpenid(OPENID)).extracting(ContractRecord::outContractCode).contains(code);
	}

	@Test
	@Tag("case-42")
	void duplicatesInsideTheWindowHaveOneEffect() throws Exception {
		String code = open();
		simulator().notifications().routeTo(this.application.uri("/nowhere"));
		confirm(code);
		SignedNotification genuine = simulator().notifications()
			.build(simulator().notifications().draftOf(code).build());
		ExecutorService clients = Executors.newFixedThreadPool(16);
		try {
			List<CompletableFuture<RawResponse>> answers = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				answers.add(CompletableFuture.supplyAsync(
						() -> this.application.send(RawRequest.post(RunningApplication.NOTIFY_PATH, genuine)),
						clients));
			}
			for (CompletableFuture<RawResponse> answer : answers) {
				assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(204);
			}
		}
		finally {
			clients.shutdownNow();
		}
		assertThat(effects().of(code)).containsExactly("event", "handler");
	}

	@Test
	@Tag("case-105")
	void failingHandlerUndoesEverythingAndTheNextDeliveryWorks() throws Exception {
		String code = open();
		effects().then((failing) -> {
			throw new IllegalStateException("no");
		});
		assertThat(confirm(code)).isEqualTo(500);
		assertThat(state(code)).isEqualTo(LedgerState.PENDING);
		assertThat(effects().of(code)).isEmpty();
		effects().then((working) -> {
		});
		assertThat(sendAgain(code)).isEqualTo(204);
		assertThat(effects().of(code)).containsExactly("event", "handler");
	}

	@Test
	@Tag("case-106")
	void transactionMarkedRollbackOnlyIsNotAcknowledged() throws Exception {
		String code = open();
		effects().then((spoilt) -> this.application.bean(Joiner.class).spoil());
		assertThat(confirm(code)).isEqualTo(500);
		assertThat(state(code)).isEqualTo(LedgerState.PENDING);
		assertThat(effects().of(code)).isEmpty();
		effects().then((working) -> {
		});
		assertThat(sendAgain(code)).isEqualTo(204);
	}

	@Test
	@Tag("case-107")
	void handlerOverBudgetCannotCommitLater() throws Exception {
		String code = open();
		CountDownLatch release = new CountDownLatch(1);
		effects().then((stubborn) -> awaitUninterruptibly(release));
		assertThat(confirm(code)).isEqualTo(500);
		release.countDown();
		effects().then((working) -> {
		});
		assertThat(sendAgain(code)).isEqualTo(204);
		assertThat(effects().of(code)).containsExactly("event", "handler");
	}

	@Test
	void handlerSeesInTheLedgerWhatItIsToldAbout() throws Exception {
		String code = open();
		List<LedgerState> seen = new CopyOnWriteArrayList<>();
		effects().then((signed) -> seen.add(state(signed)));
		assertThat(confirm(code)).isEqualTo(204);
		assertThat(seen).containsExactly(LedgerState.SIGNED);
	}

	@Test
	void handlersThatLookIntoTheLedgerDoNotWaitForEachOther() throws Exception {
		effects().then(this::state);
		List<CompletableFuture<Delivery>> deliveries = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			deliveries.add(simulator().confirm(open()));
		}
		for (CompletableFuture<Delivery> delivery : deliveries) {
			assertThat(delivery.get(20, TimeUnit.SECONDS).status()).isEqualTo(204);
		}
	}

	@Test
	void handlerCannotMoveAnotherContractInTheSameTransaction() throws Exception {
		String code = open();
		List<Exception> failures = new CopyOnWriteArrayList<>();
		effects().then((signed) -> {
			failures.add(catchException(() -> ledger().refresh(signed)));
			failures.add(catchException(this::open));
		});
		assertThat(confirm(code)).isEqualTo(204);
		assertThat(failures).hasSize(2)
			.allSatisfy((failure) -> assertThat(failure).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("hand it to a queue"));
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		boolean released = false;
		while (!released) {
			try {
				released = latch.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				// stubborn
			}
		}
	}

	@Test
	@Tag("case-93")
	void notificationOfAnotherPayerIsParkedAndCanBeSeen() throws Exception {
		String code = open();
		String plaintext = """
				{"mchid":"%s","openid":"somebodyElse","out_contract_code":"%s","contract_state":"SIGNED"}"""
			.formatted(simulator().merchant().mchid(), code);
		assertThat(send(plain(plaintext, UnaryOperator.identity()))).isEqualTo(204);
		assertThat(state(code)).isEqualTo(LedgerState.PENDING);
		assertThat(effects().of(code)).isEmpty();
		assertThat(this.application.bean(ParkedNotifications.class).list(100))
			.filteredOn((parked) -> code.equals(parked.outContractCode()))
			.singleElement()
			.satisfies((parked) -> assertThat(parked.reason()).isEqualTo(ParkReason.OTHER_PAYER));
	}

	@Test
	@Tag("case-76")
	@Tag("case-179")
	void unknownEventIsParkedAndAReplayLeavesItSo() throws Exception {
		String code = open();
		String plaintext = "{\"out_contract_code\":\"%s\"}".formatted(code);
		assertThat(send(plain(plaintext, (draft) -> draft.eventType("SOMETHING.NEW")))).isEqualTo(204);
		ParkedNotifications parked = this.application.bean(ParkedNotifications.class);
		NotificationRecord record = parked.list(100)
			.stream()
			.filter((candidate) -> code.equals(candidate.outContractCode()))
			.findFirst()
			.orElseThrow();
		assertThat(record.reason()).isEqualTo(ParkReason.UNKNOWN_EVENT);
		assertThat(parked.replay(record.mchid(), record.id()).state()).isEqualTo(NotificationRecord.State.PARKED);
	}

	@Test
	@Tag("case-92")
	void notificationOfAnUnknownContractComesAgain() throws Exception {
		String plaintext = "{\"out_contract_code\":\"unknown\",\"contract_state\":\"SIGNED\"}";
		assertThat(send(plain(plaintext, UnaryOperator.identity()))).isEqualTo(500);
	}

	private NotificationDraft plain(String plaintext, UnaryOperator<NotificationDraft.Builder> change) {
		return change
			.apply(NotificationDraft.builder()
				.plaintext(plaintext)
				.target(this.application.uri(RunningApplication.NOTIFY_PATH)))
			.build();
	}

	@Test
	void terminatedContractStaysTerminated() throws Exception {
		String code = open();
		confirm(code);
		assertThat(ledger().terminate(code, "The payer asked for it").state()).isEqualTo(LedgerState.TERMINATED);
		assertThat(sendAgain(code)).isEqualTo(204);
		assertThat(state(code)).isEqualTo(LedgerState.TERMINATED);
	}

}
