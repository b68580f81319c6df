package com.example.contracts;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.simulator.NotificationDraft;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.Notifications;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shop as it is started, with the simulator beside it.
 */
class ContractShopTests {

	private static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

	private static final String CONTRACTS = "/api/contracts";

	private static final HttpClient http = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext context;

	private static String shop;

	@BeforeAll
	static void start() throws IOException {
		int port = freePort();
		shop = "http://localhost:" + port;
		context = ContractShop.run("--server.port=" + port, "--simulator.port=0");
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void contractWhenPayerConfirmsIsSigned() throws Exception {
		String code = open();
		assertThat(get(CONTRACTS + "/" + code).body()).contains("\"state\":\"PENDING\"");
		assertThat(simulator().confirm(code).get(10, TimeUnit.SECONDS).status()).isEqualTo(204);
		assertThat(get(CONTRACTS + "/" + code).body()).contains("\"state\":\"SIGNED\"")
			.containsPattern("\"contractId\":\"[0-9]+\"");
	}

	@Test
	void membershipBeginsAndEndsWithTheContract() throws Exception {
		String code = open();
		assertThat(memberships().isMember(code)).isFalse();
		simulator().confirm(code).get(10, TimeUnit.SECONDS);
		assertThat(memberships().isMember(code)).isTrue();
		HttpResponse<String> ended = send(HttpRequest.newBuilder(URI.create(shop + CONTRACTS + "/" + code)).DELETE());
		assertThat(ended.body()).contains("\"state\":\"TERMINATED\"");
		assertThat(memberships().isMember(code)).isFalse();
	}

	@Test
	void refreshWhenNoNotificationCameFindsTheSignature() throws Exception {
		String code = open();
		simulator().notifications().routeTo(URI.create(shop + "/nowhere"));
		simulator().confirm(code);
		simulator().notifications().routeTo(null);
		assertThat(get(CONTRACTS + "/" + code).body()).contains("\"state\":\"PENDING\"");
		HttpResponse<String> refreshed = send(
				HttpRequest.newBuilder(URI.create(shop + CONTRACTS + "/" + code + "/refresh"))
					.POST(BodyPublishers.noBody()));
		assertThat(refreshed.body()).contains("\"state\":\"SIGNED\"");
		assertThat(memberships().isMember(code)).isTrue();
	}

	@Test
	void contractsOfAPayerAreFound() throws Exception {
		String code = open();
		assertThat(get(CONTRACTS + "?openid=" + OPENID).body()).contains("\"outContractCode\":\"" + code + "\"");
		assertThat(get(CONTRACTS + "?openid=nobody").body()).isEqualTo("[]");
	}

	@Test
	void contractWhenPayerLeavesStaysPending() throws Exception {
		String code = open();
		simulator().abandon(code);
		assertThat(get(CONTRACTS + "/" + code).body()).contains("\"state\":\"PENDING\"");
	}

	@Test
	void notificationOfUnknownContractComesAgain() throws Exception {
		Notifications notifications = simulator().notifications();
		String plaintext = "{\"out_contract_code\":\"unknown\",\"contract_state\":\"SIGNED\"}";
		int status = notifications
			.send(NotificationDraft.builder()
				.plaintext(plaintext)
				.target(URI.create(shop + "/wechatpay/contract/notify"))
				.build())
			.get(10, TimeUnit.SECONDS)
			.status();
		assertThat(status).isEqualTo(500);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bit-flip", "probe", "stale", "no-headers" })
	void notificationThatIsNotGenuineIsRefusedAndChangesNothing(String fault) throws Exception {
		String code = open();
		simulator().notifications().routeTo(URI.create(shop + "/nowhere"));
		simulator().confirm(code);
		simulator().notifications().routeTo(null);
		Notifications notifications = simulator().notifications();
		int status = notifications.send(notifications.draftOf(code).fault(NotificationFault.named(fault)).build())
			.get(10, TimeUnit.SECONDS)
			.status();
		assertThat(status).isEqualTo(401);
		assertThat(get(CONTRACTS + "/" + code).body()).contains("\"state\":\"PENDING\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                                              | displayAccount
			{"displayAccount":"Blue bicycle"}               | openid
			{"openid":"o1 o2","displayAccount":"Bicycle"}   | openid
			{"openid":"o1","displayAccount":"\uD83D\uDE00"} | displayAccount
			{"openid":"o1","displayAccount":""}             | displayAccount
			{"openid":{"x":1},"displayAccount":"Bicycle"}   | openid
			{"openid":"o1","displayAccount":["Bicycle"]}    | displayAccount
			""")
	void openWhenFieldIsBadIsRefusedByName(String body, String field) throws Exception {
		HttpResponse<String> response = post(body);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.body()).contains("\"field\":\"" + field + "\"");
	}

	@Test
	void openWhenBodyIsNotJsonIsRefused() throws Exception {
		HttpResponse<String> response = post("{");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
	}

	@Test
	void getWhenContractIsUnknownIsNotFound() throws Exception {
		HttpResponse<String> response = get(CONTRACTS + "/unknown");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
	}

	private static String open() throws Exception {
		HttpResponse<String> response = post("{\"openid\":\"%s\",\"displayAccount\":\"蓝色自行车\"}".formatted(OPENID));
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.body()).contains("\"launch\":{\"appId\":", "\"extraData\":{\"pre_entrustweb_id\":",
				"\"expiresAt\":\"");
		return response.headers().firstValue("Location").orElseThrow().replace(CONTRACTS + "/", "");
	}

	private static HttpResponse<String> post(String body) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(shop + CONTRACTS))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body)));
	}

	private static HttpResponse<String> get(String path) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(shop + path)));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return http.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
	}

	private static Memberships memberships() {
		return context.getBean(Memberships.class);
	}

	private static WechatPaySimulator simulator() {
		return context.getBean(WechatPaySimulator.class);
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
