package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class AuthenticationTests {

	private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

	@RegisterExtension
	static final SimulatorExtension extension = new SimulatorExtension();

	private WechatPaySimulator simulator;

	private MerchantClient client;

	@BeforeEach
	void prepare() {
		this.simulator = extension.simulator();
		this.client = new MerchantClient(this.simulator);
	}

	static Stream<Arguments> wrongHeaders() {
		return Stream.of(wrong("scheme", (header) -> header.replace("WECHATPAY2-SHA256-RSA2048", "Bearer")),
				wrong("signature missing", (header) -> header.replaceAll(",signature=.*", "")),
				wrong("mchid twice", (header) -> header + ",mchid=\"1900000109\""),
				wrong("sixth pair", (header) -> header + ",other=\"x\""),
				wrong("trailing comma", (header) -> header + ","),
				wrong("no quotes", (header) -> header.replace("\"", "")),
				wrong("mchid", (header) -> header.replace("mchid=\"19", "mchid=\"18")),
				wrong("serial_no", (header) -> header.replace("serial_no=\"", "serial_no=\"F")),
				wrong("timestamp in milliseconds", (header) -> header.replaceAll("(timestamp=\"\\d+)", "$1000")),
				wrong("timestamp as text", (header) -> header.replaceAll("timestamp=\"\\d+", "timestamp=\"now")),
				wrong("timestamp changed", (header) -> header.replaceAll("(timestamp=\"\\d{9})\\d", "$1x")),
				wrong("nonce changed", (header) -> header.replaceAll("nonce_str=\"...", "nonce_str=\"ZZZ")),
				wrong("signature not Base64", (header) -> header.replaceAll("signature=\"...", "signature=\"###")),
				wrong("signature changed", (header) -> header.replaceAll("signature=\"....", "signature=\"0000")),
				wrong("signature empty", (header) -> header.replaceAll("signature=\"[^\"]*", "signature=\"")));
	}

	private static Arguments wrong(String name, UnaryOperator<String> change) {
		return arguments(name, change);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("wrongHeaders")
	void answerWhenAuthorizationIsWrongIsSignError(String name, UnaryOperator<String> change) {
		String header = change.apply(this.client.authorization("POST", MerchantClient.MINI_PROGRAM, BODY));
		assertRefused(MerchantClient.send(this.client.unsigned("POST", MerchantClient.MINI_PROGRAM, BODY)
			.header("Authorization", header)
			.build()));
	}

	@Test
	void answerWhenAuthorizationIsMissingIsSignError() {
		assertRefused(MerchantClient.send(this.client.unsigned("POST", MerchantClient.MINI_PROGRAM, BODY).build()));
	}

	@Test
	void answerWhenAuthorizationIsThereTwiceIsSignError() {
		assertRefused(MerchantClient
			.send(this.client.request("POST", MerchantClient.MINI_PROGRAM, BODY).header("Authorization", "x").build()));
	}

	@Test
	void answerWhenPairsAreInAnotherOrderAccepts() {
		String header = this.client.authorization("POST", MerchantClient.MINI_PROGRAM, BODY);
		String[] pairs = header.substring(header.indexOf(' ') + 1).split(",");
		String turned = "WECHATPAY2-SHA256-RSA2048 "
				+ String.join(", ", pairs[4], pairs[3], pairs[2], pairs[1], pairs[0]);
		MerchantClient.send(this.client.unsigned("POST", MerchantClient.MINI_PROGRAM, BODY)
			.header("Authorization", turned)
			.build());
		assertThat(this.simulator.requests()).singleElement().matches(ReceivedRequest::signatureAccepted);
	}

	@Test
	void answerWhenBodyWasChangedTellsLengthOfItsMessage() {
		MerchantClient.Answered answer = MerchantClient
			.send(this.client.unsigned("POST", MerchantClient.MINI_PROGRAM, "{ }".getBytes(StandardCharsets.UTF_8))
				.header("Authorization", this.client.authorization("POST", MerchantClient.MINI_PROGRAM, BODY))
				.build());
		assertRefused(answer);
		assertThat(answer.at("/detail/detail/issue")).isEqualTo("sign not match");
		assertThat(answer.at("/detail/sign_information/url")).isEqualTo(MerchantClient.MINI_PROGRAM);
		String message = answer.at("/detail/sign_information/truncated_sign_message");
		assertThat(answer.json().at("/detail/sign_information/sign_message_length").asInt())
			.isEqualTo(message.length());
		assertThat(message).endsWith("\n{ }\n");
	}

	@Test
	void answerWhenPathIsEncodedVerifiesWhatStoodOnTheWire() {
		String uri = "/v3/a%2Fb%20c;x=1/%E5%BE%AE?q=a+b%26c&d=%7e";
		MerchantClient.Answered answer = MerchantClient.send(this.client.request("GET", uri, new byte[0]).build());
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.at("/code")).isEqualTo("RESOURCE_NOT_EXISTS");
		assertThat(this.client.verifies(answer.headers(), answer.body())).isTrue();
		assertThat(this.simulator.requests()).singleElement()
			.matches(ReceivedRequest::signatureAccepted)
			.satisfies((request) -> assertThat(request.rawUri()).isEqualTo(uri));
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "593bec0c-930e-4bf6-8665-25b1c73a0ef0", "a+b/c==", "{!#$%&'()*,.:;<>?@[]^_`|}~" })
	void answerWhenNonceIsPrintableAccepts(String nonce) {
		assertThat(send(header(nonce)).status()).isEqualTo(400);
		assertThat(this.simulator.requests()).singleElement().matches(ReceivedRequest::signatureAccepted);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b" })
	void answerWhenNonceIsNotPrintableNamesIt(String nonce) {
		MerchantClient.Answered answer = send(header(nonce));
		assertRefused(answer);
		assertThat(answer.at("/detail/field")).isEqualTo("nonce_str");
	}

	@Test
	void answerWhenNonceIsRepeatedIsSignError() {
		String header = header(MerchantClient.nonce());
		assertThat(send(header).status()).isEqualTo(400);
		assertThat(send(header).at("/detail/field")).isEqualTo("nonce_str");
	}

	private String header(String nonce) {
		return this.client.authorization(Instant.now(Clock.systemUTC()).getEpochSecond(), nonce, "POST",
				MerchantClient.MINI_PROGRAM, BODY);
	}

	private MerchantClient.Answered send(String authorization) {
		return MerchantClient.send(this.client.unsigned("POST", MerchantClient.MINI_PROGRAM, BODY)
			.header("Authorization", authorization)
			.build());
	}

	private void assertRefused(MerchantClient.Answered answer) {
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.at("/code")).isEqualTo("SIGN_ERROR");
		assertThat(answer.at("/detail/location")).isEqualTo("authorization");
		assertThat(answer.headers().first("Wechatpay-Signature")).isEmpty();
		assertThat(answer.headers().first("Request-ID")).isPresent();
		assertThat(this.simulator.requests()).isNotEmpty().noneMatch(ReceivedRequest::signatureAccepted);
	}

}
