package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(60)
class WechatPaySimulatorTests {

	private final SimulatedMerchant merchant = Vectors.merchant();

	private WechatPaySimulator start() {
		return WechatPaySimulator.builder().merchant(this.merchant).start();
	}

	@Test
	void startWithoutAnythingWorks() {
		try (WechatPaySimulator simulator = WechatPaySimulator.start()) {
			assertThat(simulator.baseUrl().toString()).matches("http://127\\.0\\.0\\.1:\\d+");
			assertThat(new MerchantClient(simulator).open("code1").status()).isEqualTo(200);
			assertThat(simulator.springProperties("http://127.0.0.1:1/notify"))
				.containsEntry("wechatpay.client.base-url", simulator.baseUrl().toString());
		}
	}

	@Test
	void startWhenPortIsTakenFailsAndLeavesNoThread() throws Exception {
		try (WechatPaySimulator first = start()) {
			Set<Thread> before = threads();
			assertThatExceptionOfType(PortUnavailableException.class)
				.isThrownBy(() -> WechatPaySimulator.builder().merchant(this.merchant).port(first.port()).start())
				.withMessageStartingWith("Port " + first.port() + " ");
			assertEnd(before);
		}
	}

	@Test
	void startWhenTwoMerchantsHaveOneNumberFails() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> WechatPaySimulator.builder().merchant(this.merchant).merchant(this.merchant).start())
			.withMessageContaining(this.merchant.mchid());
	}

	@Test
	void startWhenPortIsNoneFails() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> WechatPaySimulator.builder().merchant(this.merchant).port(70_000).start())
			.withMessageContaining("70000");
	}

	@Test
	void closeEndsAllThreadsAndTheListener() throws Exception {
		Set<Thread> before = threads();
		List<WechatPaySimulator> simulators = IntStream.range(0, 3).mapToObj((i) -> start()).toList();
		for (WechatPaySimulator simulator : simulators) {
			MerchantClient client = new MerchantClient(simulator);
			client.open("code1");
			simulator.notifications().next(NotificationFault.probe());
			simulator.confirm("code1");
		}
		simulators.forEach(WechatPaySimulator::close);
		simulators.forEach(WechatPaySimulator::close);
		assertEnd(before);
		assertThatException().isThrownBy(() -> new MerchantClient(simulators.get(0)).open("code2"));
	}

	@Test
	void closeCutsHeldAnswers() throws Exception {
		WechatPaySimulator simulator = start();
		simulator.answers().always(AnswerFault.held());
		CompletableFuture<ReceivedRequest> request = simulator.nextRequest();
		CompletableFuture<?> answer = CompletableFuture.supplyAsync(() -> new MerchantClient(simulator).open("code1"));
		request.get(10, TimeUnit.SECONDS);
		long start = System.nanoTime();
		simulator.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> answer.get(10, TimeUnit.SECONDS));
	}

	@Test
	void closeLetsAnswersOnTheirWayArrive() throws Exception {
		WechatPaySimulator simulator = start();
		simulator.answers().always(AnswerFault.delayed(Duration.ofMillis(100)));
		CompletableFuture<ReceivedRequest> request = simulator.nextRequest();
		CompletableFuture<MerchantClient.Answered> answer = CompletableFuture
			.supplyAsync(() -> new MerchantClient(simulator).open("code1"));
		request.get(10, TimeUnit.SECONDS);
		simulator.close();
		assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
	}

	@Test
	void resetForgetsEverything() throws Exception {
		try (WechatPaySimulator simulator = start()) {
			MerchantClient client = new MerchantClient(simulator);
			client.open("code1");
			simulator.confirm("code1");
			simulator.answers().next(AnswerFault.noSignature());
			simulator.reset();
			assertThat(simulator.requests()).isEmpty();
			assertThat(simulator.sessions()).isEmpty();
			assertThat(simulator.deliveries()).isEmpty();
			assertThat(client.open("code1").headers().first("Wechatpay-Signature")).isPresent();
		}
	}

	@Test
	void recordsAreLimited() {
		try (WechatPaySimulator simulator = WechatPaySimulator.builder()
			.merchant(this.merchant)
			.recordLimit(3)
			.start()) {
			MerchantClient client = new MerchantClient(simulator);
			for (int i = 0; i < 5; i++) {
				client.open("code" + i);
			}
			assertThat(simulator.requests()).hasSize(3);
			assertThat(simulator.sessions()).extracting(SimulatedSession::outContractCode)
				.containsExactly("code2", "code3", "code4");
		}
	}

	@Test
	void contractOfAForgottenSessionIsForgottenToo() {
		try (WechatPaySimulator simulator = WechatPaySimulator.builder()
			.merchant(this.merchant)
			.recordLimit(1)
			.resendDelays()
			.start()) {
			MerchantClient client = new MerchantClient(simulator);
			client.open("code1");
			simulator.confirm("code1");
			ObjectNode order = Examples.request("E11").put("mchid", this.merchant.mchid());
			order.putObject("contract_info")
				.put("password_free_contract_id", simulator.session("code1").orElseThrow().contractId());
			assertThat(client.post(Examples.uri("E11"), order).status()).isEqualTo(200);
			client.open("code2");
			assertThat(client.post(Examples.uri("E11"), order.put("out_trade_no", "another")).at("/code"))
				.isEqualTo("INVALID_REQUEST");
			assertThat(simulator.orders()).hasSize(1);
		}
	}

	@Test
	void manyClientsAtOnceAreAllAnsweredRightly() throws Exception {
		try (WechatPaySimulator simulator = start()) {
			MerchantClient client = new MerchantClient(simulator);
			List<CompletableFuture<Boolean>> answers = IntStream.range(0, 200)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> {
					MerchantClient.Answered answer = client.open("code" + i);
					return answer.at("/out_contract_code").equals("code" + i)
							&& client.verifies(answer.headers(), answer.body());
				}))
				.toList();
			for (CompletableFuture<Boolean> answer : answers) {
				assertThat(answer.get(30, TimeUnit.SECONDS)).isTrue();
			}
			assertThat(simulator.requests()).hasSize(200).allMatch(ReceivedRequest::signatureAccepted);
		}
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("wechatpay-simulator"))
			.collect(Collectors.toSet());
	}

	private static void assertEnd(Set<Thread> before) throws InterruptedException {
		for (Thread thread : threads()) {
			if (!before.contains(thread)) {
				thread.join(5000);
				assertThat(thread.isAlive()).as(thread.getName()).isFalse();
			}
		}
	}

}
