package com.example.contracts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The ledger live, on two instances over one database.
 */
@Timeout(30)
class LiveContractsTests {

	private static final HttpClient http = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext notified;

	private static ConfigurableApplicationContext other;

	@BeforeAll
	static void start() throws IOException {
		notified = start("--shop.heartbeat=1h");
		other = start("--shop.heartbeat=100ms", "--shop.watchers=2");
	}

	private static ConfigurableApplicationContext start(String... own) throws IOException {
		return ContractShop.run(
				Stream
					.concat(Stream.of(own),
							Stream.of("--server.port=" + ContractShopTests.freePort(), "--simulator.port=0",
									"--spring.datasource.url=jdbc:h2:mem:live;DB_CLOSE_DELAY=-1"))
					.toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		other.close();
		notified.close();
	}

	@BeforeEach
	void nobodyWatches() {
		await().until(() -> other.getBean(LiveContracts.class).watching() == 0);
	}

	@Test
	void watcherIsToldTheStateAndEveryMove() throws Exception {
		String code = open();
		try (BufferedReader events = watch(notified, code)) {
			assertThat(nextState(events)).contains(code, "\"state\":\"PENDING\"");
			confirm(code);
			assertThat(nextState(events)).contains("\"state\":\"SIGNED\"");
			notified.getBean(ContractLedger.class).terminate(code, "Test");
			assertThat(nextState(events)).contains("\"state\":\"TERMINATED\"");
		}
	}

	@Test
	void watcherOnAnotherInstanceIsToldAsWell() throws Exception {
		String code = open();
		try (BufferedReader events = watch(other, code)) {
			assertThat(nextState(events)).contains("\"state\":\"PENDING\"");
			confirm(code);
			assertThat(nextState(events)).contains("\"state\":\"SIGNED\"");
		}
	}

	@Test
	void watcherIsSentHeartbeatsAndForgottenWhenItHasGone() throws Exception {
		LiveContracts live = other.getBean(LiveContracts.class);
		String code = open();
		try (BufferedReader events = watch(other, code)) {
			nextState(events);
			assertThat(live.watching()).isOne();
			assertThat(next(events, ":")).isEqualTo(":still PENDING");
		}
		await().until(() -> live.watching() == 0);
	}

	@Test
	void watchersAreLimited() throws Exception {
		String code = open();
		try (BufferedReader first = watch(other, code); BufferedReader second = watch(other, code)) {
			nextState(first);
			nextState(second);
			assertThat(get(other, code).statusCode()).isEqualTo(503);
		}
	}

	@Test
	void watchWhenContractIsUnknownIsNotFound() throws Exception {
		assertThat(get(notified, "unknown").statusCode()).isEqualTo(404);
	}

	private static String open() {
		return notified.getBean(ContractLedger.class)
			.open((contract) -> contract.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o").contractDisplayAccount("Bicycle"))
			.outContractCode();
	}

	private static void confirm(String code) throws Exception {
		notified.getBean(WechatPaySimulator.class).confirm(code).get(10, TimeUnit.SECONDS);
	}

	private static BufferedReader watch(ConfigurableApplicationContext shop, String code) throws Exception {
		HttpResponse<InputStream> response = get(shop, code);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
	}

	private static HttpResponse<InputStream> get(ConfigurableApplicationContext shop, String code) throws Exception {
		URI uri = URI.create("http://localhost:%s/api/contracts/%s/events"
			.formatted(shop.getEnvironment().getProperty("server.port"), code));
		return http.send(HttpRequest.newBuilder(uri)
			.header("Accept", "text/event-stream")
			.timeout(Duration.ofSeconds(10))
			.build(), BodyHandlers.ofInputStream());
	}

	private static String nextState(BufferedReader events) throws IOException {
		assertThat(next(events, "event:")).isEqualTo("event:contract");
		return next(events, "data:");
	}

	private static String next(BufferedReader events, String prefix) throws IOException {
		String line = events.readLine();
		while (!line.startsWith(prefix)) {
			line = events.readLine();
		}
		return line;
	}

}
