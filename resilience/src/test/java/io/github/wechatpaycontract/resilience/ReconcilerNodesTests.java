package io.github.wechatpaycontract.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several nodes that ask WeChat Pay about the contracts of one database.
 */
class ReconcilerNodesTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private LedgerDatabase database;

	private WechatPaySimulator simulator;

	@BeforeEach
	void open() {
		this.database = LedgerDatabase.create(TestDatabase.postgres(), "reconciler");
		this.simulator = WechatPaySimulator.builder().merchant(TestMerchants.MERCHANT).start();
	}

	@AfterEach
	void close() {
		this.simulator.close();
		this.database.close();
	}

	private Map<String, ?> properties(boolean reconciled) {
		return Map.of("wechatpay.client.base-url", this.simulator.baseUrl(), "wechatpay.ledger.reconciliation.enabled",
				reconciled, "wechatpay.ledger.reconciliation.poll-interval", "200ms",
				"wechatpay.ledger.reconciliation.queries-per-second", 20);
	}

	/** Each was claimed by a node that died before it asked. */
	@Test
	@Tag("case-119")
	@Tag("case-161")
	void contractsWhenDueAreAskedAboutOnceByAllNodesTogether() {
		List<PlannedNotification> contracts = IntStream.range(0, 90)
			.mapToObj((i) -> PlannedNotification.signed("c" + i))
			.toList();
		this.database.open(contracts);
		contracts.forEach((contract) -> makeDue(contract.code()));
		try (Cluster cluster = Cluster.start(this.database, 3, properties(true))) {
			assertThat(cluster.nodes()).hasSize(3);
			Await.until("asked about all", LIMIT, () -> this.simulator.requests().size() >= contracts.size());
			Await.pause(Duration.ofSeconds(1));
		}
		Map<String, Long> asked = this.simulator.requests()
			.stream()
			.map((request) -> request.rawUri().substring(request.rawUri().lastIndexOf('/') + 1))
			.map((code) -> code.replaceFirst("\\?.*", ""))
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
		assertThat(asked).hasSize(contracts.size()).allSatisfy((code, times) -> assertThat(times).isOne());
		assertThat(contracts).allSatisfy((contract) -> assertThat(find(contract.code()).queries()).isEqualTo(2));
	}

	@Test
	@Tag("case-122")
	void contractWhenNodeDiedBeforeAnswerOfPreSignIsFound() {
		String code = "bicycle17";
		try (NodeProcess node = new NodeProcess(this.database, properties(false)).start()) {
			this.simulator.answers().next(AnswerFault.held());
			CompletableFuture<Integer> answer = CompletableFuture
				.supplyAsync(() -> node.request("POST", "/open/" + code, LIMIT));
			Await.until("session", LIMIT, () -> this.simulator.session(code).isPresent());
			node.kill();
			assertThat(answer.join()).isEqualTo(Attempt.BROKEN);
		}
		assertThat(find(code).state()).isEqualTo(LedgerState.PENDING);
		this.simulator.confirm(code);
		makeDue(code);
		try (NodeProcess node = new NodeProcess(this.database, properties(true)).start()) {
			assertThat(node.isAlive()).isTrue();
			Await.until("signed", LIMIT, () -> find(code).isSigned());
		}
		assertThat(find(code).confirmedAt()).isNotNull();
	}

	private ContractRecord find(String code) {
		return this.database.store().findContract(PlannedNotification.MCHID, code).orElseThrow();
	}

	private void makeDue(String code) {
		Instant past = Instant.now().minusSeconds(60);
		assertThat(this.database.store().claimContract(find(code), past)).isTrue();
	}

}
