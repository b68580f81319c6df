package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of each operation is taken, and answered with the members of its example.
 */
class ExampleTests {

	private static final SimulatedMerchant OTHER = SimulatedMerchant.builder()
		.mchid("1230000109")
		.privateKeyPem(Vectors.file("wechatpay_key.pem"))
		.platformPrivateKeyPem(Vectors.file("merchant_key.pem"))
		.build();

	private static WechatPaySimulator simulator;

	private static MerchantClient client;

	@BeforeAll
	static void start() {
		simulator = WechatPaySimulator.builder()
			.merchant(Vectors.merchant())
			.merchant(OTHER)
			.anyPrepayIdAllowed(true)
			.resendDelays()
			.start();
		client = new MerchantClient(simulator);
	}

	@AfterEach
	void reset() {
		simulator.reset();
	}

	@AfterAll
	static void stop() {
		simulator.close();
	}

	private static void assertAnswered(MerchantClient.Answered answer, JsonNode expected) {
		assertThat(answer.status()).as(() -> new String(answer.body())).isEqualTo(200);
		assertThat(Examples.members(answer.json())).containsExactlyElementsOf(Examples.members(expected));
		expected.properties()
			.forEach((member) -> assertThat(answer.json().get(member.getKey()).getNodeType())
				.isEqualTo(member.getValue().getNodeType()));
	}

	@ParameterizedTest
	@MethodSource("io.github.wechatpaycontract.simulator.Examples#preSigns")
	void preSignAnswersTheExample(String id) {
		MerchantClient.Answered answer = client.post(Examples.uri(id), Examples.request(id));
		assertAnswered(answer, Examples.answer(id));
		assertThat(client.verifies(answer.headers(), answer.body())).isTrue();
		ObjectNode fixed = answer.json().deepCopy();
		if (fixed.has("pre_entrustweb_id")) {
			fixed.set("pre_entrustweb_id", Examples.answer(id).get("pre_entrustweb_id"));
		}
		assertThat(fixed).isEqualTo(Examples.answer(id));
	}

	@Test
	void queryAnswersTheExample() {
		client.post(Examples.uri("E1"), Examples.request("E1"));
		simulator.confirm("wxwtdk20200910100000");
		MerchantClient.Answered signed = client.get(Examples.uri("E9"));
		assertAnswered(signed, Examples.answer("E9"));
		assertThat(signed.at("/contract_state")).isEqualTo("SIGNED");
		simulator.terminateByPayer("wxwtdk20200910100000");
		MerchantClient.Answered ended = client.get(Examples.uri("E9"));
		JsonNode termination = Examples.find("E9").get("terminated");
		assertThat(ended.at("/contract_state")).isEqualTo("TERMINATED");
		assertThat(Examples.members(ended.json().get("contract_terminate_info")))
			.containsExactlyElementsOf(Examples.members(termination));
		for (String member : new String[] { "contract_termination_mode", "contract_termination_remark" }) {
			assertThat(ended.json().at("/contract_terminate_info/" + member)).isEqualTo(termination.get(member));
		}
		assertThat(ended.at("/contract_terminate_info/contract_terminated_time")).endsWith("+08:00");
	}

	@Test
	void terminateAnswersTheExample() {
		client.post(Examples.uri("E1"), Examples.request("E1"));
		simulator.confirm("wxwtdk20200910100000");
		MerchantClient.Answered answer = client.post(Examples.uri("E10"), Examples.request("E10"));
		assertThat(answer.json()).isEqualTo(Examples.answer("E10"));
		assertThat(client.verifies(answer.headers(), answer.body())).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "E11", "E12" })
	void orderAnswersTheExample(String id) throws Exception {
		MerchantClient other = new MerchantClient(simulator, OTHER);
		other.post(Examples.uri("E1"), Examples.request("E1"));
		simulator.confirm("wxwtdk20200910100000").get(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
		ObjectNode request = Examples.request(id);
		request.putObject("contract_info")
			.put("password_free_contract_id", simulator.session("wxwtdk20200910100000").orElseThrow().contractId());
		MerchantClient.Answered answer = other.post(Examples.uri(id), request);
		assertAnswered(answer, Examples.answer(id));
		assertThat(answer.at("/prepay_id")).matches("wx20[0-9]{12}[0-9a-f]{20}")
			.hasSameSizeAs(Examples.answer(id).get("prepay_id").asText());
		assertThat(other.verifies(answer.headers(), answer.body())).isTrue();
	}

}
