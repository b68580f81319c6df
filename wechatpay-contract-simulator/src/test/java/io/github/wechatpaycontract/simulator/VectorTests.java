package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The worked example of the specification, sent byte for byte at its own time.
 */
class VectorTests {

	private static final JsonNode R1 = Vectors.find("request_signing", "R1");

	private final Clock clock = Clock.fixed(Instant.ofEpochSecond(1724900000), ZoneOffset.UTC);

	private final SimulatedMerchant merchant = Vectors.merchant();

	@Test
	void r1WhenSentAtItsTimeIsAccepted() {
		try (WechatPaySimulator simulator = start(this.clock)) {
			MerchantClient.Answered answer = sendR1(simulator, R1.get("body").asText());
			assertThat(answer.status()).isEqualTo(200);
			assertThat(simulator.requests()).singleElement()
				.matches(ReceivedRequest::signatureAccepted)
				.satisfies((request) -> assertThat(request.bodyText()).isEqualTo(R1.get("body").asText()));
			assertThat(sendR1(simulator, R1.get("body").asText()).at("/detail/detail/issue"))
				.isEqualTo("nonce was used before");
		}
	}

	@Test
	void r1WhenBodyIsLostIsRefusedLikeE2() throws Exception {
		try (WechatPaySimulator simulator = start(this.clock)) {
			MerchantClient.Answered answer = sendR1(simulator, "");
			JsonNode expected = new ObjectMapper().readTree(Vectors.find("error_responses", "E2").get("body").asText());
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.json()).isEqualTo(expected);
			assertThat(answer.headers().first("Wechatpay-Signature")).isEmpty();
		}
	}

	@Test
	void r1WhenSentTooLateOrTooEarlyIsRefused() {
		assertThat(statusAt(1724900300)).isEqualTo(200);
		assertThat(statusAt(1724900301)).isEqualTo(401);
		assertThat(statusAt(1724899700)).isEqualTo(200);
		assertThat(statusAt(1724899699)).isEqualTo(401);
	}

	private int statusAt(long second) {
		try (WechatPaySimulator simulator = start(Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC))) {
			return sendR1(simulator, R1.get("body").asText()).status();
		}
	}

	private WechatPaySimulator start(Clock clock) {
		return WechatPaySimulator.builder().merchant(this.merchant).clock(clock).start();
	}

	private MerchantClient.Answered sendR1(WechatPaySimulator simulator, String body) {
		return MerchantClient.send(new MerchantClient(simulator)
			.unsigned("POST", R1.get("canonical_url").asText(), body.getBytes(StandardCharsets.UTF_8))
			.header("Authorization", R1.get("authorization").asText())
			.build());
	}

}
