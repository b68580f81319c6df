package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SimulatorExtension.class)
@Timeout(30)
class ControlTests {

	private final MerchantServer merchant = new MerchantServer();

	private WechatPaySimulator simulator;

	private MerchantClient client;

	@BeforeEach
	void prepare(WechatPaySimulator simulator) {
		this.simulator = simulator;
		this.client = new MerchantClient(simulator);
	}

	@AfterEach
	void stop() {
		this.merchant.close();
	}

	private MerchantClient.Answered curl(String method, String path) {
		return MerchantClient.send(HttpRequest.newBuilder(URI.create(this.simulator.baseUrl() + path))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.timeout(MerchantClient.LIMIT)
			.build());
	}

	@Test
	void confirmAnswersTheSignedContractAndItsDelivery() {
		this.client.open("code1", this.merchant.url());
		assertThat(curl("GET", "/simulator/contracts").at("/0/state")).isEqualTo("OPEN");
		MerchantClient.Answered confirmed = curl("POST", "/simulator/contracts/code1/confirm");
		assertThat(confirmed.status()).isEqualTo(200);
		assertThat(confirmed.at("/state")).isEqualTo("SIGNED");
		assertThat(confirmed.at("/contractId")).hasSize(18);
		assertThat(confirmed.at("/deliveries/0/status")).isEqualTo("204");
		assertThat(curl("GET", "/simulator/contracts/code1").json()).isEqualTo(confirmed.json());
		assertThat(this.simulator.requests()).hasSize(1);
	}

	@Test
	void confirmWhenRefusedAnswersAfterTheFirstAttempt() {
		this.merchant.answer(401);
		this.client.open("code1", this.merchant.url());
		assertThat(curl("POST", "/simulator/contracts/code1/confirm").at("/deliveries/0/status")).isEqualTo("401");
	}

	@Test
	void abandonAnswersTheAbandonedSession() {
		this.client.open("code1", this.merchant.url());
		assertThat(curl("POST", "/simulator/contracts/code1/abandon").at("/state")).isEqualTo("ABANDONED");
		assertProblem(curl("POST", "/simulator/contracts/code1/confirm"), 409);
	}

	@ParameterizedTest
	@CsvSource({ "bit-flip,401", "probe,401", "stale,401", "no-headers,401", "wrong-signature,401", "none,204" })
	void notifyAnswersWhatTheMerchantAnswered(String fault, int status) throws Exception {
		this.client.open("code1", this.merchant.url());
		curl("POST", "/simulator/contracts/code1/confirm");
		this.merchant.take();
		this.merchant.answer(status);
		MerchantClient.Answered answer = curl("POST", "/simulator/contracts/code1/notify?fault=" + fault);
		assertThat(answer.json().get("status").asInt()).isEqualTo(status);
		SignedNotification sent = this.merchant.take();
		assertThat(sent.headers().first("Wechatpay-Signature").isPresent()).isEqualTo(!fault.equals("no-headers"));
	}

	@Test
	void notifyWhenLateAnswersBeforeItIsSent() throws Exception {
		this.client.open("code1", this.merchant.url());
		curl("POST", "/simulator/contracts/code1/confirm");
		this.merchant.take();
		MerchantClient.Answered answer = curl("POST", "/simulator/contracts/code1/notify?fault=late");
		assertThat(answer.status()).isEqualTo(202);
		assertThat(answer.at("/delay")).isEqualTo("PT1M");
		assertThat(this.merchant.waiting()).isZero();
		this.simulator.clock().advance(Duration.ofMinutes(1));
		assertThat(this.client.decrypt(this.merchant.take().body())).contains("\"SIGNED\"");
	}

	@Test
	void notifyWhenContractHasEndedTellsItsEnd() throws Exception {
		this.client.open("code1", this.merchant.url());
		curl("POST", "/simulator/contracts/code1/confirm");
		this.merchant.take();
		curl("POST", "/simulator/contracts/code1/terminate");
		MerchantClient.Answered refused = curl("POST", "/simulator/contracts/code1/notify");
		assertProblem(refused, 409);
		assertThat(refused.at("/detail")).contains("has ended", "termination URL");
		assertThat(this.merchant.waiting()).isZero();
		this.simulator.notifications().terminationsTo(this.merchant.url());
		assertThat(curl("POST", "/simulator/contracts/code1/notify").status()).isEqualTo(200);
		assertThat(this.client.decrypt(this.merchant.take().body())).contains("\"TERMINATED\"");
	}

	@Test
	void notifyWhenMerchantIsGoneIsBadGateway() {
		this.client.open("code1", this.merchant.url());
		curl("POST", "/simulator/contracts/code1/confirm");
		this.merchant.close();
		assertProblem(curl("POST", "/simulator/contracts/code1/notify"), 502);
	}

	@Test
	void unknownThingsAreProblems() {
		assertProblem(curl("GET", "/simulator/contracts/none"), 404);
		assertProblem(curl("POST", "/simulator/contracts/none/confirm"), 404);
		assertProblem(curl("POST", "/simulator/contracts/none/abandon"), 404);
		assertProblem(curl("POST", "/simulator/contracts/none/notify"), 404);
		assertProblem(curl("GET", "/simulator/other"), 404);
		this.client.open("code1", this.merchant.url());
		assertProblem(curl("POST", "/simulator/contracts/code1/notify"), 409);
		assertProblem(curl("POST", "/simulator/contracts/code1/notify?fault=unheard"), 400);
		assertProblem(curl("GET", "/simulator/contracts/code1/confirm"), 405);
	}

	private static void assertProblem(MerchantClient.Answered answer, int status) {
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.headers().all("Content-Type")).containsExactly("application/problem+json");
		assertThat(answer.json().get("status").asInt()).isEqualTo(status);
		assertThat(answer.at("/title")).isNotEmpty();
	}

}
