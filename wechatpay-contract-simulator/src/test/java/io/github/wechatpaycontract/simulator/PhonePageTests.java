package io.github.wechatpaycontract.simulator;

import java.time.Duration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class PhonePageTests {

	private static final SimulatedMerchant OTHER = SimulatedMerchant.builder().mchid("1900000110").build();

	private static WechatPaySimulator simulator;

	private final MerchantServer merchant = new MerchantServer();

	private final MerchantClient client = new MerchantClient(simulator);

	private final PageBrowser browser = new PageBrowser(simulator, "en");

	@BeforeAll
	static void start() {
		simulator = WechatPaySimulator.builder().merchant(Vectors.merchant()).merchant(OTHER).start();
	}

	@AfterEach
	void reset() {
		simulator.reset();
		this.browser.close();
		this.merchant.close();
	}

	@AfterAll
	static void stop() {
		simulator.close();
	}

	private String open(String outContractCode) {
		return "/simulator/phone/" + this.client.open(outContractCode, this.merchant.url()).at("/pre_entrustweb_id");
	}

	private SimulatedSession session() {
		return simulator.session("code1").orElseThrow();
	}

	private String state() {
		return this.browser.element("#phone").getAttribute("data-state");
	}

	@Test
	void confirmSignsAndNotifies() throws Exception {
		this.browser.open(open("code1"));
		assertThat(state()).isEqualTo("OPEN");
		assertThat(this.browser.text("#phone")).contains("1900000109", "12535", "code1", "微信代扣用户A");
		this.browser.click("#confirm");
		assertThat(state()).isEqualTo("SIGNED");
		assertThat(session().state()).isEqualTo(SessionState.SIGNED);
		assertThat(this.browser.text("#contract-id")).isEqualTo(session().contractId());
		SignedNotification notification = this.merchant.take();
		assertThat(this.client.verifies(notification.headers(), notification.body())).isTrue();
		assertThat(this.client.decrypt(notification.body())).contains("\"SIGNED\"", session().contractId());
	}

	@Test
	void confirmWhenPressedTwiceSignsOnce() throws Exception {
		String address = open("code1");
		PageBrowser second = new PageBrowser(simulator, "en").open(address);
		this.browser.open(address).click("#confirm");
		String contractId = session().contractId();
		second.click("#confirm");
		assertThat(second.text("#contract-id")).isEqualTo(contractId);
		this.merchant.take();
		assertThat(this.merchant.waiting()).isZero();
		second.close();
	}

	@Test
	void leaveAbandonsAndSendsNothing() {
		this.browser.open(open("code1")).click("#leave");
		assertThat(state()).isEqualTo("ABANDONED");
		assertThat(session().state()).isEqualTo(SessionState.ABANDONED);
		assertThat(this.browser.has("#confirm")).isFalse();
		assertThat(simulator.deliveries()).isEmpty();
		assertThat(simulator.notifications().pending()).isEmpty();
	}

	@Test
	void timeOutMovesTheClockToTheEndOfTheSession() throws Exception {
		this.browser.open(open("code1"))
			.click("#time-out")
			.await((page) -> page.element("#phone").getAttribute("data-state").equals("EXPIRED"));
		assertThat(simulator.clock().moved()).isBetween(Duration.ofMinutes(119), Duration.ofHours(2));
	}

	@Test
	void terminateEndsTheContract() {
		this.browser.open(open("code1")).click("#confirm").click("#terminate");
		assertThat(state()).isEqualTo("TERMINATED");
		assertThat(session().state()).isEqualTo(SessionState.TERMINATED);
	}

	@Test
	void phoneWhenToReturnLeadsBackAfterTheLastStep() {
		String query = "?return_to=http%3A%2F%2Flocalhost%3A8080%2Fshop%3Fcode%3Dcode1%26x%3D1";
		this.browser.open(open("code1") + query);
		assertThat(this.browser.has("#return")).isFalse();
		this.browser.click("#confirm");
		assertThat(this.browser.element("#return").getAttribute("href"))
			.isEqualTo("http://localhost:8080/shop?code=code1&x=1");
		this.browser.open(open("code2") + query).click("#leave");
		assertThat(this.browser.element("#return").getAttribute("href")).startsWith("http://localhost:8080/shop");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.com/", "javascript:alert(1)", "//example.com/",
			"http://127.0.0.1@evil.example/", "http://localhost.evil.example/", "data:text/html,x", "http://%", "" })
	void phoneWhenToReturnElsewhereDoesNot(String target) {
		this.browser.open(open("code1") + "?return_to=" + PageRequest.encode(target)).click("#leave");
		assertThat(this.browser.element("#return").getAttribute("href")).isEqualTo("/");
		assertThat(this.browser.path()).doesNotContain("return_to");
	}

	@Test
	void phoneBehindAPaymentIsFoundByContractNumberAndShowsWhatWasPaid() {
		ObjectNode order = Examples.request("E11").without("contract_info");
		order.put("mchid", simulator.merchant().mchid());
		String prepayId = this.client.post("/v3/pay/transactions/jsapi", order).at("/prepay_id");
		ObjectNode request = Examples.request("E2");
		request.put("prepay_id", prepayId).put("out_contract_code", "code1");
		request.put("openid", order.at("/payer/openid").asText());
		MerchantClient.Answered answer = this.client.post(Examples.uri("E2"), request);
		assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(200);
		this.browser.open("/simulator/phone/code1");
		assertThat(this.browser.text("#paid")).contains("¥1.00");
		this.browser.click("#confirm");
		assertThat(session().state()).isEqualTo(SessionState.SIGNED);
	}

	@Test
	void phoneWhenTwoMerchantsHaveTheContractNumberNeedsTheMerchant() {
		open("code1");
		new MerchantClient(simulator, OTHER).open("code1", this.merchant.url());
		assertThat(this.browser.open("/simulator/phone/code1").status()).isEqualTo(409);
		this.browser.open("/simulator/phone/code1?mchid=1900000110").click("#leave");
		assertThat(state()).isEqualTo("ABANDONED");
		assertThat(simulator.session("1900000110", "code1").orElseThrow().state()).isEqualTo(SessionState.ABANDONED);
		assertThat(simulator.session("1900000109", "code1").orElseThrow().state()).isEqualTo(SessionState.OPEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/simulator/phone/none", "/simulator/phone/none/confirm", "/simulator/phone/",
			"/simulator/phone/%3Cscript%3E", "/simulator/page/none.css", "/simulator/page/texts_en.properties" })
	void pageWhenThereIsNothingIsNotFound(String path) {
		assertThat(this.browser.open(path).status()).isEqualTo(404);
		assertThat(this.browser.text("#problem h1")).isEqualTo("There is nothing here");
	}

	@Test
	void pageWhenNotPercentEncodedIsBadRequest() {
		MerchantClient.Answered answer = Curl.of(simulator, "GET", "/?phone=%ZZ");
		assertThat(answer.status()).isEqualTo(400);
	}

}
