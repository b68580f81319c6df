package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.wechatpaycontract.simulator.assertj.RequestPattern.anyRequest;
import static io.github.wechatpaycontract.simulator.assertj.RequestPattern.order;
import static io.github.wechatpaycontract.simulator.assertj.RequestPattern.preEntrustSign;
import static io.github.wechatpaycontract.simulator.assertj.RequestPattern.query;
import static io.github.wechatpaycontract.simulator.assertj.RequestPattern.request;
import static io.github.wechatpaycontract.simulator.assertj.RequestPattern.termination;
import static io.github.wechatpaycontract.simulator.assertj.SimulatorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each assertion holds where it should, and says what it found where it does not.
 */
@Timeout(30)
class SimulatorAssertTests {

	private static final String CONTRACT = "/v3/password-exempt-contract/contracts/service-id/12535/out-contract-code/";

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension.with((builder) -> builder.resendDelays());

	private final MerchantServer merchant = new MerchantServer();

	private WechatPaySimulator simulator;

	private MerchantClient client;

	@BeforeEach
	void prepare() {
		this.simulator = extension.simulator();
		this.client = new MerchantClient(this.simulator);
	}

	@AfterEach
	void stop() {
		this.merchant.close();
	}

	private static void assertFails(ThrowingCallable assertion, String... message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion)
			.satisfies((ex) -> assertThat(ex.getMessage().lines().map(String::strip).filter((line) -> !line.isEmpty()))
				.containsExactly(message));
	}

	private void confirm(String code, Integer... statuses) throws Exception {
		this.merchant.answer(statuses);
		this.client.open(code, this.merchant.url());
		this.simulator.confirm(code).get(10, TimeUnit.SECONDS);
	}

	@Test
	void receivedFindsRequestsByWhatTheySay() {
		this.client.open("code1");
		this.client.get(CONTRACT + "code1?mchid=1900000109");
		assertThat(this.simulator)
			.received(preEntrustSign().contract("code1")
				.merchant(this.simulator.merchant().mchid())
				.field("/openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")
				.field("/service_id", 12535))
			.received(query().contract("code1"))
			.received(request("GET", CONTRACT + "{code}"))
			.received(1, preEntrustSign())
			.received(2, anyRequest())
			.received(anyRequest().matching("with the path as it was sent",
					(request) -> request.rawUri().endsWith("?mchid=1900000109")))
			.receivedNo(query().contract("code2"))
			.receivedNo(termination())
			.receivedNo(order());
	}

	@Test
	void receivedFindsTerminationsAndOrders() {
		this.client.post(CONTRACT + "code1/terminate", Map.of());
		this.client.post("/v3/pay/partner/transactions/jsapi-with-contract", Map.of());
		assertThat(this.simulator).received(termination().contract("code1")).received(order()).receivedNo(query());
	}

	@Test
	void receivedWhenItWasAnotherShowsWhatCame() {
		this.client.open("code1");
		assertFails(
				() -> assertThat(this.simulator).received(preEntrustSign().contract("code2").field("/appid", "wx1")),
				"Expecting the simulator to have received", "pre-entrust-sign of contract 'code2' with /appid = 'wx1'",
				"but it received",
				"1. POST " + MerchantClient.MINI_PROGRAM + ", contract 'code1', /appid = 'wxd678efh567hg6787': 200");
	}

	@Test
	void receivedWhenNothingCameSaysSo() {
		assertFails(() -> assertThat(this.simulator).received(query()), "Expecting the simulator to have received",
				"query", "but it received", "no request");
	}

	@Test
	void receivedDoesNotShowWhatWasNotAskedFor() {
		this.client.open("code1");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(this.simulator).received(query()))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"));
	}

	@Test
	void receivedTimesWhenItCameMoreOftenCounts() {
		this.client.open("code1");
		this.client.open("code1");
		assertFails(() -> assertThat(this.simulator).received(1, preEntrustSign().field("/nothing", 1)),
				"Expecting the simulator to have received 1 times", "pre-entrust-sign with /nothing = '1'",
				"but it came 0 times; in all it received",
				"1. POST " + MerchantClient.MINI_PROGRAM + ", contract 'code1', /nothing is missing: 200",
				"2. POST " + MerchantClient.MINI_PROGRAM + ", contract 'code1', /nothing is missing: 200");
	}

	@Test
	void receivedNoWhenItCameShowsIt() {
		assertThat(this.simulator).receivedNothing();
		this.client.get(CONTRACT + "code1");
		this.client.open("code1");
		assertFails(() -> assertThat(this.simulator).receivedNo(preEntrustSign()),
				"Expecting the simulator not to have received", "pre-entrust-sign", "but it received",
				"1. POST " + MerchantClient.MINI_PROGRAM + ", contract 'code1': 200");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(this.simulator).receivedNothing());
	}

	@Test
	void listIsCutAfterTheLatest() {
		for (int i = 0; i < 22; i++) {
			this.client.get(CONTRACT + "code" + i);
		}
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.simulator).received(termination()))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains("the latest 20 of them", "  3. GET", "  22. GET")
				.doesNotContain("  2. GET"));
	}

	@Test
	void refusedFindsTheCode() {
		this.client.post(Map.of());
		assertThat(this.simulator).refused(preEntrustSign(), "PARAM_ERROR");
		assertFails(() -> assertThat(this.simulator).refused(preEntrustSign(), "SIGN_ERROR"),
				"Expecting the simulator to have refused as SIGN_ERROR", "pre-entrust-sign", "but it received",
				"1. POST " + MerchantClient.MINI_PROGRAM
						+ ": 400 PARAM_ERROR, 参数错误: /service_id missing (/service_id: missing)");
	}

	@Test
	void refusedNothingShowsTheDiagnosis() {
		this.client.open("code1");
		assertThat(this.simulator).refusedNothing();
		MerchantClient.send(this.client.unsigned("GET", CONTRACT + "code1", new byte[0]).build());
		this.simulator.answers().next(AnswerFault.badGateway());
		this.client.get(CONTRACT + "code1");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(this.simulator).refusedNothing())
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("pre-entrust-sign")
				.contains("1. GET " + CONTRACT + "code1, contract 'code1': 401 SIGN_ERROR, 错误的签名，验签失败 (",
						"2. GET " + CONTRACT + "code1, contract 'code1': 502 no error in JSON"));
	}

	@Test
	void contractHasAStateAndNotifications() throws Exception {
		this.client.open("code1");
		assertThat(this.simulator).contract("code1").isOpen().wasNotNotified();
		confirm("code2");
		assertThat(this.simulator).contract("code2").isSigned().wasNotified(1).acknowledgedNotification();
		confirm("code3", 500);
		assertThat(this.simulator).contract("code3").refusedNotification(500);
		this.simulator.notifications().terminationsTo(this.merchant.url());
		this.simulator.terminateByPayer("code3").get(10, TimeUnit.SECONDS);
		assertThat(this.simulator).contract("code3").isTerminated().wasNotified(2).acknowledgedNotification();
		this.simulator.clock().advance(Duration.ofHours(2)).get(10, TimeUnit.SECONDS);
		assertThat(this.simulator).contract("code1").isExpired();
	}

	@Test
	void contractInAnotherStateSaysWhich() {
		this.client.open("code1");
		this.simulator.abandon("code1");
		assertFails(() -> assertThat(this.simulator).contract("code1").isSigned(),
				"Expecting contract 'code1' to be SIGNED but it is ABANDONED");
	}

	@Test
	void contractThatIsUnknownNamesWhatThereIs() {
		this.client.open("code1");
		assertFails(() -> assertThat(this.simulator).contract("code2"),
				"Expecting the simulator to have a contract 'code2' but it has [code1]");
	}

	@Test
	void notificationThatWasNotAcknowledgedShowsTheAttempts() throws Exception {
		this.client.open("code1");
		assertFails(() -> assertThat(this.simulator).contract("code1").acknowledgedNotification(),
				"Expecting the notification of contract 'code1' to have been acknowledged but nothing was sent");
		this.simulator.notifications().next(NotificationFault.probe());
		confirm("code2", 401);
		assertFails(() -> assertThat(this.simulator).contract("code2").acknowledgedNotification(),
				"Expecting the notification of contract 'code2' to have been acknowledged but these were the attempts:",
				"attempt 1 to " + this.merchant.url() + ", fault probe: 401");
		assertFails(() -> assertThat(this.simulator).contract("code2").refusedNotification(500),
				"Expecting the notification of contract 'code2' to have been refused with 500 but these were the attempts:",
				"attempt 1 to " + this.merchant.url() + ", fault probe: 401");
		assertFails(() -> assertThat(this.simulator).contract("code2").wasNotNotified(),
				"Expecting the notification of contract 'code2' to have been sent 0 times but these were the attempts:",
				"attempt 1 to " + this.merchant.url() + ", fault probe: 401");
	}

	@Test
	void descriptionStandsBeforeTheMessage() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.simulator).as("after the payer left").received(query()))
			.withMessageStartingWith("[after the payer left]");
	}

}
