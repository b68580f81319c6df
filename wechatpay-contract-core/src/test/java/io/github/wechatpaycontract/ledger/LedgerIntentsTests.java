package io.github.wechatpaycontract.ledger;

import io.github.wechatpaycontract.sign.PayRedirectSignOutcome;
import reactor.core.Disposable;
import java.util.stream.IntStream;
import java.util.List;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.contract.ContractParties;
import io.github.wechatpaycontract.sign.ClearingInstitutionMiniProgramSignRequest;
import io.github.wechatpaycontract.sign.ClearingInstitutionPayRedirectSignRequest;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.PayRedirectSignRequest;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignOperations;
import io.github.wechatpaycontract.sign.ServiceProviderMiniProgramSignRequest;
import io.github.wechatpaycontract.sign.ServiceProviderPayRedirectSignRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LedgerIntents} behind every pre-entrust-sign, against the simulator.
 */
class LedgerIntentsTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension.with(
			(builder) -> builder.merchant(TestPlatform.simulated()).anyPrepayIdAllowed(true).clock(TestPlatform.CLOCK));

	private static final Duration LIMIT = LedgerFixture.LIMIT;

	private final WechatPaySimulator simulator = extension.simulator();

	private final CrashingStore store = new CrashingStore(new MemoryLedgerStore(1_000));

	private final LedgerFixture fixture = new LedgerFixture(this.store, this.simulator.baseUrl(),
			new LedgerExecutor(4));

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private ReactivePreEntrustSignOperations operations() {
		return this.fixture.services().reactivePreEntrustSign();
	}

	static Stream<Arguments> scenes() {
		return Stream.of(scene("normal/mini-program", (sign) -> sign.miniProgram(direct())),
				scene("normal/pay-redirect-sign", (sign) -> sign.payRedirect(redirect())),
				scene("ecommerce/mini-program", (sign) -> sign.ecommerce().miniProgram(direct())),
				scene("ecommerce/pay-redirect-sign", (sign) -> sign.ecommerce().payRedirect(redirect())),
				scene("service-provider/mini-program", (sign) -> sign.serviceProvider().miniProgram(partner())),
				scene("service-provider/pay-redirect-sign",
						(sign) -> sign.serviceProvider().payRedirect(partnerRedirect())),
				scene("qs/mini-program", (sign) -> sign.clearingInstitution().miniProgram(clearing())),
				scene("qs/pay-redirect-sign", (sign) -> sign.clearingInstitution().payRedirect(clearingRedirect())));
	}

	private static Arguments scene(String path, Function<ReactivePreEntrustSignOperations, Mono<?>> call) {
		return Arguments.of(path, call);
	}

	@ParameterizedTest
	@MethodSource("scenes")
	@Tag("case-122")
	void intentIsWrittenBeforeTheRequestReachesWechatPay(String path,
			Function<ReactivePreEntrustSignOperations, Mono<?>> call) {
		CompletableFuture<ContractRecord> atArrival = this.simulator.nextRequest().thenApply((request) -> {
			assertThat(request.rawUri()).endsWith(path.replaceFirst("/", "/pre-entrust-sign/"));
			return this.fixture.contract("code1");
		});
		call.apply(operations()).block(LIMIT);
		assertThat(atArrival).succeedsWithin(LIMIT).satisfies((contract) -> {
			assertThat(contract.state()).isEqualTo(LedgerState.PENDING);
			assertThat(contract.serviceId()).isEqualTo(LedgerFixture.SERVICE_ID);
			assertThat(contract.parties().appid()).isEqualTo(LedgerFixture.APPID);
			assertThat(Stream.of(contract.parties().openid(), contract.parties().subOpenid()))
				.contains(LedgerFixture.PAYER);
			assertThat(contract.parties().subMchid())
				.isEqualTo(path.startsWith("normal") || path.startsWith("ecommerce") ? null : "1900000111");
			assertThat(contract.nextQueryAt()).isEqualTo(TestPlatform.NOW.plusSeconds(60));
		});
	}

	@ParameterizedTest
	@MethodSource("scenes")
	void nothingIsSentWhenTheIntentCannotBeWritten(String path,
			Function<ReactivePreEntrustSignOperations, Mono<?>> call) {
		this.store.crash();
		StepVerifier.create(call.apply(operations())).expectErrorMessage("The process is dead").verify(LIMIT);
		assertThat(this.simulator.requests()).as(path).isEmpty();
	}

	@Test
	void nothingIsSentOrWrittenLaterWhenTheStoreIsStuck() throws InterruptedException {
		CountDownLatch stuck = new CountDownLatch(1);
		List<Disposable> others = IntStream.range(0, 4).mapToObj((i) -> this.fixture.executor.call(() -> {
			stuck.await();
			return i;
		}).subscribe()).toList();
		PayRedirectSignOutcome outcome = operations().tryPayRedirect(redirect()).block(LIMIT);
		assertThat(outcome).isInstanceOfSatisfying(PayRedirectSignOutcome.Failed.class,
				(failed) -> assertThat(failed.reason()).isInstanceOf(IllegalStateException.class)
					.hasMessage("Contract 'code1' could not be written into the ledger within 5 s; nothing was sent"));
		stuck.countDown();
		assertThat(this.fixture.executor.call(() -> true).block(LIMIT)).isTrue();
		assertThat(this.fixture.store.findContract(LedgerFixture.MCHID, "code1")).isEmpty();
		assertThat(this.simulator.requests()).isEmpty();
		assertThat(others).hasSize(4);
	}

	@ParameterizedTest
	@MethodSource("scenes")
	void nothingIsSentWhenTheNumberIsSomebodyElses(String path,
			Function<ReactivePreEntrustSignOperations, Mono<?>> call) {
		this.fixture.put(new ContractRecord(LedgerFixture.MCHID, "code1", LedgerFixture.SERVICE_ID,
				new ContractParties(LedgerFixture.APPID, "oSTRANGER", null, null, null), LedgerState.PENDING,
				TestPlatform.NOW, TestPlatform.NOW, null, null, null, null, null, null, 0));
		StepVerifier.create(call.apply(operations()))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("is taken by a contract with somebody else")
				.hasMessageNotContaining("oSTRANGER"))
			.verify(LIMIT);
		assertThat(this.simulator.requests()).as(path).isEmpty();
	}

	@Test
	void identicalRequestsAtOnceAreAllAllowedAndLeaveOneContract() {
		AtomicInteger sent = new AtomicInteger();
		Flux.range(0, 20)
			.flatMap((i) -> this.fixture.intents.record(LedgerFixture.MCHID, direct())
				.doOnSuccess((nothing) -> sent.incrementAndGet())
				.subscribeOn(Schedulers.parallel()))
			.blockLast(LIMIT);
		assertThat(sent).hasValue(20);
		assertThat(this.fixture.store.findContractsOf(LedgerFixture.MCHID, LedgerFixture.PAYER, 10)).hasSize(1);
	}

	@Test
	void requestOfADifferentServiceIsRefused() {
		this.fixture.intents.record(LedgerFixture.MCHID, direct()).block(LIMIT);
		StepVerifier.create(this.fixture.intents.record(LedgerFixture.MCHID,
				MiniProgramSignRequest.builder()
					.appid(LedgerFixture.APPID)
					.serviceId(777)
					.outContractCode("code1")
					.contractDisplayAccount("a bicycle")
					.openid(LedgerFixture.PAYER)
					.build()))
			.expectError(IllegalStateException.class)
			.verify(LIMIT);
	}

	@Test
	void executorThatIsFullRefusesAndNothingIsSent() throws Exception {
		ThreadPoolExecutor single = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1));
		single.allowCoreThreadTimeOut(true);
		LedgerFixture small = new LedgerFixture(this.store, URI.create(this.simulator.baseUrl().toString()),
				new LedgerExecutor(single));
		CompletableFuture<Boolean> busy = new CompletableFuture<>();
		CountDownLatch running = new CountDownLatch(1);
		small.executor.call(() -> {
			running.countDown();
			return busy.get();
		}).subscribe();
		assertThat(running.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		small.executor.call(busy::get).subscribe();
		StepVerifier.create(small.services().reactivePreEntrustSign().miniProgram(direct()))
			.expectError(RejectedExecutionException.class)
			.verify(LIMIT);
		busy.complete(true);
		assertThat(this.simulator.requests()).isEmpty();
		small.close();
	}

	private static MiniProgramSignRequest direct() {
		return MiniProgramSignRequest.builder()
			.appid(LedgerFixture.APPID)
			.serviceId(LedgerFixture.SERVICE_ID)
			.outContractCode("code1")
			.contractDisplayAccount("a bicycle")
			.openid(LedgerFixture.PAYER)
			.build();
	}

	private static PayRedirectSignRequest redirect() {
		return PayRedirectSignRequest.builder()
			.outContractCode("code1")
			.contractDisplayAccount("a bicycle")
			.prepayId("wx1")
			.openid(LedgerFixture.PAYER)
			.build();
	}

	private static ServiceProviderMiniProgramSignRequest partner() {
		return ServiceProviderMiniProgramSignRequest.builder()
			.outContractCode("code1")
			.contractDisplayAccount("a bicycle")
			.subMchid("1900000111")
			.subAppid("wx8888888888888888")
			.spOpenid(LedgerFixture.PAYER)
			.build();
	}

	private static ServiceProviderPayRedirectSignRequest partnerRedirect() {
		return ServiceProviderPayRedirectSignRequest.builder()
			.outContractCode("code1")
			.contractDisplayAccount("a bicycle")
			.subMchid("1900000111")
			.subAppid("wx8888888888888888")
			.prepayId("wx1")
			.subOpenid(LedgerFixture.PAYER)
			.build();
	}

	private static ClearingInstitutionMiniProgramSignRequest clearing() {
		return ClearingInstitutionMiniProgramSignRequest.builder()
			.outContractCode("code1")
			.contractDisplayAccount("a bicycle")
			.subMchid("1900000111")
			.subAppid("wx8888888888888888")
			.openid(LedgerFixture.PAYER)
			.build();
	}

	private static ClearingInstitutionPayRedirectSignRequest clearingRedirect() {
		return ClearingInstitutionPayRedirectSignRequest.builder()
			.outContractCode("code1")
			.contractDisplayAccount("a bicycle")
			.subMchid("1900000111")
			.subAppid("wx8888888888888888")
			.prepayId("wx1")
			.subOpenid(LedgerFixture.PAYER)
			.build();
	}

}
