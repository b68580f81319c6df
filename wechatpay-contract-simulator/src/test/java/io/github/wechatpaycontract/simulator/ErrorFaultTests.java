package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documented errors on demand, in the shapes of the vectors.
 */
class ErrorFaultTests {

	@RegisterExtension
	static final SimulatorExtension extension = new SimulatorExtension();

	private WechatPaySimulator simulator;

	private MerchantClient client;

	@BeforeEach
	void prepare() {
		this.simulator = extension.simulator();
		this.client = new MerchantClient(this.simulator);
	}

	private MerchantClient.Answered openWith(AnswerFault fault) {
		this.simulator.answers().next(fault);
		MerchantClient.Answered answer = this.client.open("code1");
		assertThat(this.simulator.sessions()).isEmpty();
		return answer;
	}

	private boolean isSigned(MerchantClient.Answered answer) {
		return answer.headers().first("Wechatpay-Signature").isPresent()
				&& this.client.verifies(answer.headers(), answer.body());
	}

	private static JsonNode vector(String id) throws IOException {
		JsonNode vector = Vectors.find("error_responses", id);
		return new ObjectMapper().readTree(vector.get("body").asText());
	}

	private static String requestId(MerchantClient.Answered answer) {
		return answer.headers().first("Request-ID").orElse("");
	}

	@Test
	void parameterErrorHasTheDocumentedDetail() throws Exception {
		MerchantClient.Answered answer = openWith(
				AnswerFault.parameterError("/contract_display_account", "", "length invalid"));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.at("/code")).isEqualTo("PARAM_ERROR");
		assertThat(answer.json().get("detail")).isEqualTo(vector("E1").get("detail"));
		assertThat(isSigned(answer)).isTrue();
		assertThat(requestId(answer)).endsWith("-268435464");
	}

	@Test
	void noAuthAndSystemErrorAreTheVectors() throws Exception {
		MerchantClient.Answered noAuth = openWith(AnswerFault.noAuth());
		assertThat(noAuth.status()).isEqualTo(403);
		assertThat(noAuth.json()).isEqualTo(vector("E3"));
		assertThat(requestId(noAuth)).endsWith("-268503786");
		MerchantClient.Answered system = openWith(AnswerFault.systemError());
		assertThat(system.status()).isEqualTo(500);
		assertThat(system.json()).isEqualTo(vector("E6"));
		assertThat(isSigned(system)).isTrue();
	}

	@Test
	void signErrorTellsOfTheMessageThatCameIn() {
		MerchantClient.Answered answer = openWith(AnswerFault.signError());
		assertThat(answer.status()).isEqualTo(401);
		assertThat(isSigned(answer)).isFalse();
		assertThat(this.simulator.requests()).singleElement().matches(ReceivedRequest::signatureAccepted);
		assertThat(answer.at("/detail/sign_information/url")).isEqualTo(MerchantClient.MINI_PROGRAM);
		assertThat(answer.at("/detail/sign_information/truncated_sign_message"))
			.startsWith("POST\n" + MerchantClient.MINI_PROGRAM + "\n");
		int whole = answer.json().at("/detail/sign_information/sign_message_length").asInt();
		int body = this.simulator.requests().get(0).body().length;
		assertThat(
				openWith(AnswerFault.signError("")).json().at("/detail/sign_information/sign_message_length").asInt())
			.isEqualTo(whole - body);
	}

	@Test
	void signErrorOfALostBodyIsTheVector() throws Exception {
		JsonNode r1 = Vectors.find("request_signing", "R1");
		Clock clock = Clock.fixed(Instant.ofEpochSecond(1724900000), ZoneOffset.UTC);
		try (WechatPaySimulator fixed = WechatPaySimulator.builder()
			.merchant(Vectors.merchant())
			.clock(clock)
			.start()) {
			fixed.answers().next(AnswerFault.signError(""));
			byte[] body = r1.get("body").asText().getBytes(StandardCharsets.UTF_8);
			MerchantClient.Answered answer = MerchantClient
				.send(new MerchantClient(fixed).unsigned("POST", r1.get("canonical_url").asText(), body)
					.header("Authorization", r1.get("authorization").asText())
					.build());
			assertThat(answer.json()).isEqualTo(vector("E2"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "RATELIMIT_EXCEEDED", "RATELIMIT_EXCEED", "RATE_LIMITED", "FREQUENCY_LIMITED" })
	void tooFrequentHasEachSpelling(String code) {
		assertThat(AnswerFault.tooFrequentCodes()).contains(code).hasSize(4);
		MerchantClient.Answered answer = openWith(AnswerFault.tooFrequent(code));
		assertThat(answer.status()).isEqualTo(429);
		assertThat(answer.at("/code")).isEqualTo(code);
		assertThat(answer.headers().first("Retry-After")).isEmpty();
		assertThat(isSigned(answer)).isTrue();
		assertThat(requestId(answer)).endsWith("-268435472");
		assertThat(openWith(AnswerFault.tooFrequent(code, Duration.ofSeconds(3))).headers().first("Retry-After"))
			.hasValue("3");
	}

	@Test
	void gatewayAnswersAreNeitherJsonNorSigned() {
		MerchantClient.Answered bad = openWith(AnswerFault.badGateway());
		assertThat(bad.status()).isEqualTo(502);
		assertThat(bad.body()).asString().isEqualTo(Vectors.find("error_responses", "E7").get("body").asText());
		assertThat(bad.headers().first("Content-Type")).hasValue("text/html");
		MerchantClient.Answered unavailable = openWith(AnswerFault.serviceUnavailable());
		assertThat(unavailable.status()).isEqualTo(503);
		assertThat(unavailable.body()).isEmpty();
		assertThat(isSigned(bad) || isSigned(unavailable)).isFalse();
	}

}
