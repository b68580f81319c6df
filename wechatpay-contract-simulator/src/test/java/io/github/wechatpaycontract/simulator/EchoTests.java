package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class EchoTests {

	private static final String URI = "/v3/security/echo";

	private static final ObjectMapper JSON = new ObjectMapper();

	private final WechatPaySimulator simulator = WechatPaySimulator.builder()
		.merchant(Vectors.merchant())
		.resendDelays()
		.start();

	private final MerchantServer merchant = new MerchantServer();

	private final MerchantClient client = new MerchantClient(this.simulator);

	@AfterEach
	void stop() {
		this.simulator.close();
		this.merchant.close();
	}

	private MerchantClient.Answered post(Map<String, ?> body) throws Exception {
		return MerchantClient.send(this.client.request("POST", URI, JSON.writeValueAsBytes(body))
			.header("Wechatpay-Serial", this.simulator.merchant().publicKeyId())
			.build());
	}

	@Test
	void echoAnswersTheMessage() throws Exception {
		MerchantClient.Answered answer = post(Map.of("echo_message", "你好"));
		assertThat(answer.json()).isEqualTo(JSON.readTree("{\"echo_message\":\"你好\"}"));
		assertThat(this.client.verifies(answer.headers(), answer.body())).isTrue();
		assertThat(this.simulator.deliveries()).isEmpty();
	}

	@Test
	void echoDecryptsAndEncryptsAnew() throws Exception {
		JsonNode o1 = Vectors.find("oaep", "O1");
		for (String encrypted : new String[] { o1.get("ciphertext_base64").asText(),
				this.client.encrypt(o1.get("plaintext_utf8").asText()) }) {
			String answered = post(Map.of("echo_message", "x", "encrypted_echo_message", encrypted))
				.at("/encrypted_echo_message");
			assertThat(answered).isNotEqualTo(encrypted);
			assertThat(this.client.decryptField(answered)).isEqualTo("张三");
		}
	}

	@Test
	void echoNotifiesLikeN9() throws Exception {
		Map<String, String> body = new LinkedHashMap<>();
		body.put("echo_message", "hello");
		body.put("notify_url", this.merchant.url().toString());
		assertThat(post(body).json()).isEqualTo(JSON.readTree("{\"echo_message\":\"hello\"}"));
		SignedNotification notification = this.merchant.take();
		assertThat(this.client.verifies(notification.headers(), notification.body())).isTrue();
		JsonNode n9 = Vectors.find("notifications", "N9");
		JsonNode expected = JSON.readTree(n9.get("body").asText());
		JsonNode envelope = JSON.readTree(notification.body());
		assertThat(Examples.members(envelope)).containsExactlyElementsOf(Examples.members(expected));
		for (String pointer : new String[] { "/event_type", "/resource_type", "/summary", "/resource/original_type",
				"/resource/algorithm", "/resource/associated_data" }) {
			assertThat(envelope.at(pointer)).isEqualTo(expected.at(pointer));
		}
		assertThat(this.client.decrypt(notification.body())).isEqualTo(n9.get("plaintext").asText());
		body.put("encrypted_echo_message", this.client.encrypt("secret"));
		post(body);
		JsonNode resource = JSON.readTree(this.client.decrypt(this.merchant.take().body()));
		assertThat(this.client.decryptField(resource.get("encrypt_echo_message").asText())).isEqualTo("secret");
	}

	@Test
	void echoWithoutSerialIsParamError() {
		MerchantClient.Answered answer = this.client.post(URI, Map.of("echo_message", "x"));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.at("/detail/field")).isEqualTo("Wechatpay-Serial");
		assertThat(answer.at("/detail/location")).isEqualTo("header");
	}

	@ParameterizedTest
	@CsvSource({ "echo_message,", "echo_message,1", "encrypted_echo_message,bm90IGVuY3J5cHRlZA==",
			"encrypted_echo_message,###", "notify_url,ftp://127.0.0.1/x" })
	void echoWhenValueIsWrongNamesIt(String field, String value) throws Exception {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("echo_message", "x");
		body.put(field, "1".equals(value) ? 1 : value);
		MerchantClient.Answered answer = post(body);
		assertThat(answer.status()).as(() -> new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(400);
		assertThat(answer.at("/code")).isEqualTo("PARAM_ERROR");
		assertThat(answer.at("/detail/field")).isEqualTo("/" + field);
	}

}
