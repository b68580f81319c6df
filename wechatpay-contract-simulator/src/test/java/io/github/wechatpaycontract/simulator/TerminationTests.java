package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The payer ends a contract.
 */
@Timeout(30)
class TerminationTests {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final MerchantServer merchant = new MerchantServer();

	@RegisterExtension
	final SimulatorExtension silent = SimulatorExtension.with((builder) -> builder.resendDelays());

	@RegisterExtension
	final SimulatorExtension telling = SimulatorExtension
		.with((builder) -> builder.resendDelays().terminationUrl(this.merchant.url()));

	private WechatPaySimulator simulator;

	private MerchantClient client;

	@BeforeEach
	void prepare() {
		this.simulator = this.silent.simulator();
		this.client = new MerchantClient(this.simulator);
	}

	@AfterEach
	void stop() {
		this.merchant.close();
	}

	private void sign(String id) throws Exception {
		ObjectNode request = Examples.request(id).put("notify_url", this.merchant.url().toString());
		this.client.post(Examples.uri(id), request.put("out_contract_code", "code1"));
		this.simulator.confirm("code1").get(10, TimeUnit.SECONDS);
		this.merchant.take();
	}

	@Test
	void terminateByPayerSendsNothingByItself() throws Exception {
		sign("E1");
		assertThat(this.simulator.terminateByPayer("code1").get(10, TimeUnit.SECONDS)).isEmpty();
		assertThat(this.simulator.session("code1").orElseThrow().termination()).isNotNull()
			.extracting(SimulatedTermination::mode)
			.isEqualTo("USER_TERMINATE");
		assertThat(this.simulator.deliveries()).hasSize(1);
	}

	@Test
	void terminateByPayerWhenNotInForceFails() throws Exception {
		assertThatExceptionOfType(NoSuchElementException.class)
			.isThrownBy(() -> this.simulator.terminateByPayer("code1"));
		this.client.open("code1");
		assertThatIllegalStateException().isThrownBy(() -> this.simulator.terminateByPayer("code1"))
			.withMessageContaining("OPEN, not SIGNED");
		this.simulator.confirm("code1").get(10, TimeUnit.SECONDS);
		this.simulator.terminateByPayer("code1");
		assertThatIllegalStateException().isThrownBy(() -> this.simulator.terminateByPayer("code1"))
			.withMessageContaining("TERMINATED, not SIGNED");
	}

	@Test
	void terminateByPayerWhenAddressIsSetNotifiesIt() throws Exception {
		this.simulator = this.telling.simulator();
		this.client = new MerchantClient(this.simulator);
		sign("E1");
		Delivery delivery = this.simulator.terminateByPayer("code1").get(10, TimeUnit.SECONDS).orElseThrow();
		assertThat(delivery.isAcknowledged()).isTrue();
		SignedNotification notification = this.merchant.take();
		assertThat(this.client.verifies(notification.headers(), notification.body())).isTrue();
		JsonNode envelope = JSON.readTree(notification.body());
		assertThat(envelope.get("event_type").asText()).isEqualTo("ENTRUST.TERMINATE");
		assertThat(envelope.get("id").asText()).isEqualTo(delivery.notificationId())
			.isNotEqualTo(this.simulator.session("code1").orElseThrow().notificationId());
		JsonNode resource = JSON.readTree(this.client.decrypt(notification.body()));
		JsonNode expected = JSON.readTree(Vectors.find("notifications", "N2").get("plaintext").asText());
		assertThat(Examples.members(resource)).containsExactlyElementsOf(Examples.members(expected));
		assertThat(resource.at("/contract_terminate_info/contract_termination_mode").asText())
			.isEqualTo("USER_TERMINATE");
	}

	@Test
	void terminateByPayerOfAPartnerNotifiesWithItsMembers() throws Exception {
		this.simulator.notifications().terminationsTo(this.merchant.url());
		sign("E3");
		this.simulator.terminateByPayer("code1").get(10, TimeUnit.SECONDS);
		JsonNode resource = JSON.readTree(this.client.decrypt(this.merchant.take().body()));
		assertThat(Examples.members(resource)).contains("sp_mchid", "sp_appid", "sub_mchid", "sub_appid", "sp_openid")
			.doesNotContain("mchid", "appid", "openid");
		this.simulator.reset();
		sign("E3");
		assertThat(this.simulator.terminateByPayer("code1").get(10, TimeUnit.SECONDS)).isEmpty();
	}

	@Test
	void draftsOfBothNotificationsAreThereAfterTheEnd() throws Exception {
		sign("E1");
		Notifications notifications = this.simulator.notifications();
		assertThatIllegalStateException().isThrownBy(() -> notifications.terminationDraftOf("code1"));
		this.simulator.terminateByPayer("code1");
		assertThat(new String(notifications.draftOf("code1").build().plaintext())).contains("\"SIGNED\"")
			.doesNotContain("contract_terminate_info");
		NotificationDraft ended = notifications.terminationDraftOf("code1").build();
		assertThat(new String(ended.plaintext())).contains("\"TERMINATED\"");
		assertThat(ended.target()).isNull();
	}

	@Test
	void terminateByCurlAnswersTheEndedContract() throws Exception {
		this.simulator = this.telling.simulator();
		this.client = new MerchantClient(this.simulator);
		sign("E1");
		MerchantClient.Answered answer = MerchantClient
			.send(HttpRequest.newBuilder(URI.create(this.simulator.baseUrl() + "/simulator/contracts/code1/terminate"))
				.POST(HttpRequest.BodyPublishers.noBody())
				.build());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.at("/state")).isEqualTo("TERMINATED");
		assertThat(answer.at("/terminationMode")).isEqualTo("USER_TERMINATE");
		assertThat(answer.json().get("deliveries")).hasSize(2);
	}

	@Test
	void terminateByPayerWhenNothingCanBeSentChangesNothing() throws Exception {
		URI nowhere = URI.create("http://127.0.0.1:1/terminated");
		UnaryOperator<URI> route = (target) -> {
			if (target.equals(nowhere)) {
				throw new IllegalStateException("No server runs");
			}
			return target;
		};
		this.simulator = WechatPaySimulator.builder().terminationUrl(nowhere).notificationRoute(route).start();
		this.client = new MerchantClient(this.simulator);
		sign("E1");
		assertThatIllegalStateException().isThrownBy(() -> this.simulator.terminateByPayer("code1"))
			.withMessage("No server runs");
		assertThat(this.simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.SIGNED);
		this.simulator.close();
	}

}
