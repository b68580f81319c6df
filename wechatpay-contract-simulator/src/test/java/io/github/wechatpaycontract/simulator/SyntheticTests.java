package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;

import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SyntheticTests {

	@RegisterExtension
	static final SimulatorExtension extension = new SimulatorExtension();

	private final MerchantClient client = new MerchantClient(extension.simulator());

	private MerchantClient.Answered send(String method, String uri, String body) {
		return MerchantClient.send(this.client.request(method, uri, body.getBytes(StandardCharsets.UTF_8)).build());
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "GET /v3/synthetic ''", "GET /v3/synthetic?a=b%20c&d=%E5%BE%AE ''",
					"GET /v3/synthetic/a%2Fb/%7e;x=1/..%2e ''", "POST /v3/synthetic/x {\"a\":[1,{\"b\":\"😀\"}]}",
					"PUT /v3/synthetic/x not-json", "PATCH /v3/synthetic/x?q {}", "DELETE /v3/synthetic/x ''" })
	void echoAnswersWhatCameIn(String method, String uri, String body) {
		MerchantClient.Answered answer = send(method, uri, body);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.at("/method")).isEqualTo(method);
		assertThat(answer.at("/uri")).isEqualTo(uri);
		assertThat(answer.at("/body")).isEqualTo(body);
		assertThat(answer.json().has("json")).isEqualTo(body.startsWith("{"));
		if (body.startsWith("{")) {
			assertThat(answer.json().get("json")).hasToString(body);
		}
		assertThat(this.client.verifies(answer.headers(), answer.body())).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/v3/syntheticx", "/v3/synthetics/a", "/v2/synthetic/a" })
	void echoIsNowhereElse(String uri) {
		assertThat(send("GET", uri, "").status()).isEqualTo(404);
	}

}
