package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class SeveralMerchantsTests {

	private static final SimulatedMerchant A = Vectors.merchant();

	private static final SimulatedMerchant B = SimulatedMerchant.builder()
		.mchid("1900000110")
		.appid("wx8888888888888888")
		.serviceId(500)
		.build();

	private static WechatPaySimulator simulator;

	private final MerchantServer server = new MerchantServer();

	private final MerchantClient a = new MerchantClient(simulator, A);

	private final MerchantClient b = new MerchantClient(simulator, B);

	@BeforeAll
	static void start() {
		simulator = WechatPaySimulator.builder().merchant(A).merchant(B).resendDelays().start();
	}

	@AfterEach
	void reset() {
		simulator.reset();
		this.server.close();
	}

	@AfterAll
	static void stop() {
		simulator.close();
	}

	@Test
	void answersAreSignedForTheMerchantWhoCalls() {
		MerchantClient.Answered toA = this.a.open("code1");
		MerchantClient.Answered toB = this.b.open("code2");
		assertThat(toA.at("/mchid")).isEqualTo(A.mchid());
		assertThat(toB.at("/mchid")).isEqualTo(B.mchid());
		assertThat(this.a.verifies(toA.headers(), toA.body())).isTrue();
		assertThat(this.b.verifies(toB.headers(), toB.body())).isTrue();
		assertThat(this.a.verifies(toB.headers(), toB.body())).isFalse();
		assertThat(simulator.requests()).extracting((request) -> request.mchid().orElseThrow())
			.containsExactly(A.mchid(), B.mchid());
		simulator.answers().always(AnswerFault.noAuth());
		MerchantClient.Answered error = this.b.open("code3");
		assertThat(this.b.verifies(error.headers(), error.body())).isTrue();
		assertThat(simulator.merchants()).containsExactly(A, B);
		assertThat(simulator.merchant()).isSameAs(A);
		assertThat(simulator.merchant(B.mchid())).isSameAs(B);
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> simulator.merchant("1"));
	}

	@Test
	void requestSignedWithAnotherMerchantsKeyIsSignError() {
		String mixed = this.a.authorization("GET", "/v3/synthetic/x", new byte[0]).replace(A.mchid(), B.mchid());
		for (String header : List.of(mixed, mixed.replace(A.certificateSerialNumber(), B.certificateSerialNumber()))) {
			MerchantClient.Answered answer = MerchantClient
				.send(this.a.unsigned("GET", "/v3/synthetic/x", new byte[0]).header("Authorization", header).build());
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.at("/code")).isEqualTo("SIGN_ERROR");
		}
	}

	@Test
	void platformKeyOfAnotherMerchantIsParamError() {
		MerchantClient.Answered answer = MerchantClient.send(this.a.request("GET", "/v3/synthetic/x", new byte[0])
			.header("Wechatpay-Serial", B.publicKeyId())
			.build());
		assertThat(answer.at("/detail/field")).isEqualTo("Wechatpay-Serial");
	}

	@Test
	void sameCodeAtTwoMerchantsAreTwoContracts() throws Exception {
		this.a.open("code1", this.server.url());
		this.b.open("code1", this.server.url());
		assertThatIllegalStateException().isThrownBy(() -> simulator.session("code1"))
			.withMessageContaining("name the merchant");
		assertThatIllegalStateException().isThrownBy(() -> simulator.confirm("code1"));
		simulator.confirm(B.mchid(), "code1").get(10, TimeUnit.SECONDS);
		SignedNotification notification = this.server.take();
		assertThat(this.b.verifies(notification.headers(), notification.body())).isTrue();
		assertThat(this.a.verifies(notification.headers(), notification.body())).isFalse();
		assertThat(this.b.decrypt(notification.body())).contains(B.mchid());
		assertThat(simulator.session(A.mchid(), "code1").orElseThrow().state()).isEqualTo(SessionState.OPEN);
		assertThat(query(this.a, A).status()).isEqualTo(404);
		assertThat(query(this.b, B).at("/appid")).isEqualTo(B.appid());
		simulator.abandon(A.mchid(), "code1");
		simulator.terminateByPayer(B.mchid(), "code1");
		assertThat(simulator.sessions()).extracting(SimulatedSession::state)
			.containsExactly(SessionState.ABANDONED, SessionState.TERMINATED);
		assertThat(simulator.notifications().terminationDraftOf(B.mchid(), "code1").build().mchid())
			.isEqualTo(B.mchid());
	}

	@Test
	void endsAreNotifiedToTheAddressOfTheMerchant() throws Exception {
		this.a.open("code1", this.server.url());
		this.b.open("code1", this.server.url());
		simulator.notifications().terminationsTo(B.mchid(), this.server.url());
		for (SimulatedMerchant merchant : List.of(A, B)) {
			simulator.confirm(merchant.mchid(), "code1").get(10, TimeUnit.SECONDS);
			this.server.take();
		}
		assertThat(simulator.terminateByPayer(A.mchid(), "code1").get(10, TimeUnit.SECONDS)).isEmpty();
		assertThat(simulator.terminateByPayer(B.mchid(), "code1").get(10, TimeUnit.SECONDS)).isPresent();
		SignedNotification notification = this.server.take();
		assertThat(this.b.verifies(notification.headers(), notification.body())).isTrue();
		assertThat(this.b.decrypt(notification.body())).contains("USER_TERMINATE", B.mchid());
		assertThatExceptionOfType(NoSuchElementException.class)
			.isThrownBy(() -> simulator.notifications().terminationsTo("1", this.server.url()));
	}

	@Test
	void echoIsOfTheMerchantWhoCalls() throws Exception {
		byte[] body = new ObjectMapper().writeValueAsBytes(Map.of("echo_message", "x", "encrypted_echo_message",
				this.b.encrypt("secret"), "notify_url", this.server.url().toString()));
		MerchantClient.Answered answer = MerchantClient.send(
				this.b.request("POST", "/v3/security/echo", body).header("Wechatpay-Serial", B.publicKeyId()).build());
		assertThat(this.b.decryptField(answer.at("/encrypted_echo_message"))).isEqualTo("secret");
		SignedNotification notification = this.server.take();
		assertThat(this.b.verifies(notification.headers(), notification.body())).isTrue();
		assertThat(this.b.decrypt(notification.body())).contains("encrypt_echo_message");
	}

	private static MerchantClient.Answered query(MerchantClient client, SimulatedMerchant merchant) {
		return client.get(Examples.uri("E9")
			.replace("12535", Long.toString(merchant.serviceId()))
			.replace("wxwtdk20200910100000", "code1"));
	}

	@Test
	void codeThatOneMerchantHasNeedsNoName() {
		this.b.open("code1");
		assertThat(simulator.session("code1").orElseThrow().mchid()).isEqualTo(B.mchid());
		simulator.confirm("code1");
		assertThat(simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.SIGNED);
	}

	@Test
	void contractsAndOrdersOfAnotherMerchantAreOfNoUse() {
		this.a.open("code1");
		simulator.confirm("code1");
		ObjectNode order = Examples.request("E11").put("mchid", B.mchid()).put("appid", B.appid());
		order.putObject("contract_info")
			.put("password_free_contract_id", simulator.session("code1").orElseThrow().contractId());
		assertThat(this.b.post(Examples.uri("E11"), order).at("/code")).isEqualTo("INVALID_REQUEST");
		ObjectNode sign = Examples.request("E2").put("appid", B.appid()).put("service_id", 500);
		sign.put("prepay_id", simulator.issuePrepayId(A.mchid()));
		assertThat(this.b.post(Examples.uri("E2"), sign).at("/detail/field")).isEqualTo("/prepay_id");
		sign.put("prepay_id", simulator.issuePrepayId(B.mchid()));
		assertThat(this.b.post(Examples.uri("E2"), sign).status()).isEqualTo(200);
	}

	@Test
	void anyBodyCanBeSignedForEitherMerchant() {
		Notifications notifications = simulator.notifications();
		byte[] body = { '{', '}' };
		SignedNotification first = notifications.sign(body);
		SignedNotification second = notifications.sign(B.mchid(), body);
		assertThat(this.a.verifies(first.headers(), body)).isTrue();
		assertThat(this.b.verifies(second.headers(), body)).isTrue();
		SignedNotification built = notifications.build(NotificationDraft.builder().mchid(B.mchid()).build());
		assertThat(this.b.verifies(built.headers(), built.body())).isTrue();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> notifications.sign("1", body));
	}

	@Test
	void controlNeedsTheMerchantWhereTwoHaveTheCode() {
		this.a.open("code1", this.server.url());
		this.b.open("code1", this.server.url());
		assertThat(curl("/simulator/contracts/code1/confirm").status()).isEqualTo(409);
		MerchantClient.Answered confirmed = curl("/simulator/contracts/code1/confirm?mchid=" + B.mchid());
		assertThat(confirmed.at("/mchid")).isEqualTo(B.mchid());
		assertThat(confirmed.at("/state")).isEqualTo("SIGNED");
		assertThat(curl("/simulator/contracts/code1/notify?fault=none&mchid=" + B.mchid()).at("/status"))
			.isEqualTo("204");
		assertThat(curl("/simulator/contracts/code1/abandon?mchid=" + A.mchid()).at("/state")).isEqualTo("ABANDONED");
	}

	private static MerchantClient.Answered curl(String path) {
		return MerchantClient.send(HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
			.POST(HttpRequest.BodyPublishers.noBody())
			.build());
	}

	@Test
	void startWhenTwoHaveTheSameNumberFails() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> WechatPaySimulator.builder().merchant(A).merchant(A).start())
			.withMessageContaining(A.mchid());
		assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
			.noneMatch((thread) -> thread.getName().startsWith("wechatpay-simulator"));
	}

	@Test
	void interleavedCallsDoNotMix() throws Exception {
		List<CompletableFuture<Boolean>> answers = IntStream.range(0, 200)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> {
				MerchantClient client = (i % 2 == 0) ? this.a : this.b;
				MerchantClient.Answered answer = client.open("code" + i / 2, this.server.url());
				return answer.at("/mchid").equals((i % 2 == 0) ? A.mchid() : B.mchid())
						&& client.verifies(answer.headers(), answer.body());
			}))
			.toList();
		for (CompletableFuture<Boolean> answer : answers) {
			assertThat(answer.get(30, TimeUnit.SECONDS)).isTrue();
		}
		List<CompletableFuture<Delivery>> deliveries = simulator.sessions()
			.stream()
			.map((session) -> simulator.confirm(session.mchid(), session.outContractCode()))
			.toList();
		for (CompletableFuture<Delivery> delivery : deliveries) {
			delivery.get(30, TimeUnit.SECONDS);
		}
		for (int i = 0; i < 200; i++) {
			SignedNotification notification = this.server.take();
			String serial = notification.headers().first("Wechatpay-Serial").orElseThrow();
			MerchantClient client = serial.equals(A.publicKeyId()) ? this.a : this.b;
			assertThat(client.verifies(notification.headers(), notification.body())).isTrue();
			assertThat(new ObjectMapper().readTree(client.decrypt(notification.body())).get("mchid").asText())
				.isEqualTo((client == this.a) ? A.mchid() : B.mchid());
		}
	}

}
