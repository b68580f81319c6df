package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(SimulatorExtension.class)
@Timeout(60)
class ConsolePageTests {

	private final MerchantServer merchant = new MerchantServer();

	private WechatPaySimulator simulator;

	private MerchantClient client;

	private PageBrowser browser;

	@BeforeEach
	void prepare(WechatPaySimulator simulator) {
		this.simulator = simulator;
		this.client = new MerchantClient(simulator);
		this.browser = new PageBrowser(simulator, "en");
	}

	@AfterEach
	void stop() {
		this.browser.close();
		this.merchant.close();
	}

	private static String contract(String code) {
		return ".contract[data-code=" + code + "]";
	}

	@Test
	void pageWhenNothingHappenedSaysWhatWillComeHere() {
		this.browser.open("/");
		assertThat(this.browser.text("#base-url")).isEqualTo(this.simulator.baseUrl().toString());
		assertThat(this.browser.element("#phone").getAttribute("data-state")).isEqualTo("NONE");
		assertThat(this.browser.text("#contracts")).contains("No contract yet");
		assertThat(this.browser.text("#timeline")).contains("Nothing yet");
		assertThat(this.browser.text("#orders")).contains("No order yet");
	}

	@Test
	void contractsAreListedWithStatesAndEndedByThePayer() throws Exception {
		this.client.open("code1", this.merchant.url());
		this.client.open("code2", this.merchant.url());
		this.simulator.confirm("code1").get(10, TimeUnit.SECONDS);
		this.browser.open("/");
		assertThat(this.browser.texts(".contract .pill")).containsExactly("Open", "Signed");
		assertThat(this.browser.text(contract("code1") + " .delivery")).contains("Attempt 1", "204");
		assertThat(this.browser.has(contract("code2") + " [data-action=terminate]")).isFalse();
		this.browser.click(contract("code1") + " [data-action=terminate]");
		assertThat(this.browser.texts(".contract .pill")).containsExactly("Open", "Terminated");
		assertThat(this.simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.TERMINATED);
	}

	@Test
	void phoneIsThatOfTheLatestSessionUntilAnotherIsAskedFor() {
		this.client.open("code1", this.merchant.url());
		this.client.open("code2", this.merchant.url());
		this.browser.open("/").click("#leave");
		assertThat(this.simulator.session("code2").orElseThrow().state()).isEqualTo(SessionState.ABANDONED);
		assertThat(this.browser.element("#phone").getAttribute("data-state")).isEqualTo("ABANDONED");
		this.browser.click(contract("code1") + " [data-action=phone]");
		assertThat(this.browser.text("#phone")).contains("code1");
		this.browser.click("#confirm");
		assertThat(this.browser.element("#phone").getAttribute("data-state")).isEqualTo("SIGNED");
		assertThat(this.browser.has("#timeline")).isTrue();
		assertThat(this.simulator.session("code1").orElseThrow().state()).isEqualTo(SessionState.SIGNED);
		this.simulator.reset();
		assertThat(this.browser.open(this.browser.path()).status()).isEqualTo(200);
		assertThat(this.browser.element("#phone").getAttribute("data-state")).isEqualTo("NONE");
	}

	@Test
	void timelineShowsRequestsWithVerdictAndDiagnosis() {
		this.client.open("code1", this.merchant.url());
		byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
		MerchantClient.send(this.client.unsigned("POST", MerchantClient.MINI_PROGRAM, body)
			.header("Authorization", this.client.authorization(1, "n0", "POST", MerchantClient.MINI_PROGRAM, body))
			.build());
		this.browser.open("/");
		assertThat(this.browser.texts(".entry .verdict")).containsExactly("Refused 401", "Accepted 200");
		assertThat(this.browser.text(".entry[data-verdict=refused] .diagnosis")).contains("SIGN_ERROR", "timestamp",
				"more than 300 seconds");
		assertThat(this.browser.text(".entry[data-verdict=refused] [data-part=to-sign]"))
			.isEqualTo("POST\n" + MerchantClient.MINI_PROGRAM + "\n1\nn0\n{\"a\":1}\n");
		assertThat(this.browser.text(".entry[data-subject=code1] [data-part=body]")).contains("\"openid\" :");
		assertThat(this.browser.text(".entry[data-subject=code1] [data-part=answer]")).contains("pre_entrustweb_id");
		assertThat(this.browser.text(".entry[data-subject=code1] .headers")).contains("WECHATPAY2-SHA256-RSA2048");
	}

	@Test
	void timelineShowsNotificationsWithResourceAndStringToSign() throws Exception {
		this.client.open("code1", this.merchant.url());
		this.simulator.confirm("code1").get(10, TimeUnit.SECONDS);
		SignedNotification sent = this.merchant.take();
		this.browser.open("/");
		String entry = ".entry[data-kind=notification] ";
		assertThat(this.browser.text(entry + ".verdict")).isEqualTo("204");
		assertThat(this.browser.text(entry + "[data-part=resource]")).contains("\"out_contract_code\" : \"code1\"");
		assertThat(this.browser.text(entry + "[data-part=to-sign]"))
			.isEqualTo(sent.headers().first("Wechatpay-Timestamp").orElseThrow() + "\n"
					+ sent.headers().first("Wechatpay-Nonce").orElseThrow() + "\n" + sent.bodyText() + "\n");
		assertThat(this.browser.text(entry + ".headers")).contains("Wechatpay-Serial");
	}

	@Test
	void notificationFaultIsRefusedAndRepairedWhenTheClockIsMovedToTheNextSending() throws Exception {
		this.merchant.answer(401);
		this.client.open("code1", this.merchant.url());
		this.browser.open("/").click("[data-kind=notification] [data-fault=bit-flip]");
		this.browser.click("#confirm").await((page) -> page.has(".entry[data-kind=notification]"));
		assertThat(this.browser.text(".entry[data-kind=notification] summary")).contains("One bit flipped", "401",
				"rightly refused");
		this.browser
			.await((page) -> page.has("#waiting [data-due]") && page.has(contract("code1") + " .delivery [data-due]"));
		assertThat(this.browser.text(contract("code1") + " .delivery")).contains("401", "attempt 2:");
		this.browser.click("[data-by=next]")
			.await((page) -> page.texts(".entry[data-kind=notification] .verdict").size() == 2);
		assertThat(this.browser.texts(".entry[data-kind=notification] .why"))
			.containsExactly("Attempt 2 · acknowledged", "Attempt 1 · not genuine, and rightly refused");
		assertThat(this.browser.has("#waiting")).isFalse();
		assertThat(this.simulator.deliveries()).extracting(Delivery::fault).containsExactly("bit-flip", "none");
	}

	@Test
	void notificationFaultWhenTakenIsMarked() throws Exception {
		this.client.open("code1", this.merchant.url());
		this.browser.open("/").click("[data-kind=notification] [data-fault=wrong-signature]");
		this.browser.click("#confirm").await((page) -> page.has(".entry[data-kind=notification]"));
		assertThat(this.browser.element(".entry[data-kind=notification]").getAttribute("data-verdict"))
			.isEqualTo("refused");
		assertThat(this.browser.text(".entry[data-kind=notification] .why")).contains("yet the merchant took it");
	}

	@Test
	void answerFaultSpoilsTheNextAnswer() {
		this.browser.open("/").click("[data-kind=answer] [data-fault=system-error]");
		assertThat(this.browser.text("#scripted")).contains("Next answers: 500 SYSTEM_ERROR");
		assertThat(this.client.open("code1").status()).isEqualTo(500);
		assertThat(this.client.open("code1").status()).isEqualTo(200);
		this.simulator.answers().next(AnswerFault.wrongSignature().and(AnswerFault.gzip()));
		this.client.open("code1");
		this.browser.open("/");
		assertThat(this.browser.texts(".entry .fault")).containsExactly("Wrong signature + gzip", "500 SYSTEM_ERROR");
	}

	@Test
	void answerFaultForOneOperationSparesAllOthers() {
		this.browser.open("/").choose("[data-kind=answer] select", "mini-program");
		this.browser.click("[data-kind=answer] [data-fault=system-error]");
		assertThat(this.browser.text("#scripted")).contains("500 SYSTEM_ERROR (Pre-sign for a mini program)");
		String query = Examples.uri("E9");
		assertThat(this.client.get(query).status()).isEqualTo(404);
		assertThat(this.client.open("code1").status()).isEqualTo(500);
		assertThat(this.client.open("code1").status()).isEqualTo(200);
		this.simulator.answers().next("query", AnswerFault.noAuth());
		this.simulator.answers().next(AnswerFault.systemError());
		assertThat(this.client.open("code2").status()).isEqualTo(500);
		assertThat(this.client.get(query).status()).isEqualTo(403);
		assertThatIllegalArgumentException().isThrownBy(() -> this.simulator.answers().next("x", AnswerFault.none()))
			.withMessageContaining("mini-program");
	}

	@Test
	void faultsThatWaitAreShownAndForgotten() {
		this.browser.open("/").click("[data-kind=answer] [data-fault=held]");
		this.browser.click("[data-kind=notification] [data-fault=probe]")
			.click("[data-kind=notification] [data-fault=none]");
		assertThat(this.browser.texts("#scripted li")).containsExactly("Next answers: Held back",
				"Next notifications: Signature probe → Nothing wrong");
		this.browser.click("[data-action=clear-faults]");
		assertThat(this.browser.texts("#scripted li")).isEmpty();
		assertThat(this.client.open("code1").status()).isEqualTo(200);
		assertThat(this.simulator.notifications().faults().waiting()).isEmpty();
	}

	@Test
	void notifyAgainSendsTheNotificationOnceMore() throws Exception {
		this.client.open("code1", this.merchant.url());
		this.simulator.confirm("code1").get(10, TimeUnit.SECONDS);
		this.merchant.take();
		this.browser.open("/").click(contract("code1") + " [data-action=notify]");
		assertThat(this.client.decrypt(this.merchant.take().body())).contains("\"SIGNED\"");
	}

	@Test
	void notifyAgainWhenTheContractHasEndedNeedsAnAddressForThat() throws Exception {
		this.client.open("code1", this.merchant.url());
		this.simulator.confirm("code1").get(10, TimeUnit.SECONDS);
		this.merchant.take();
		this.browser.open("/").click(contract("code1") + " [data-action=terminate]");
		assertThat(this.browser.has(contract("code1") + " [data-action=notify]")).isFalse();
		this.simulator.notifications().terminationsTo(this.merchant.url());
		this.browser.open("/").click(contract("code1") + " [data-action=notify]");
		assertThat(this.client.decrypt(this.merchant.take().body())).contains("\"TERMINATED\"");
	}

	@Test
	void clockMovesOn() throws Exception {
		this.browser.open("/").click("[data-by=PT2H]").await((page) -> page.text("#moved").contains("2 h"));
		assertThat(this.simulator.clock().moved()).isEqualTo(Duration.ofHours(2));
		this.browser.click("#reset-all");
		assertThat(this.simulator.clock().moved()).isZero();
		assertThat(this.browser.text("#moved")).doesNotContain("2 h");
	}

	@Test
	void whatMerchantsSendIsTextOnThePage() {
		String script = "<script>alert(1)</script>";
		Map<String, Object> body = this.client.body("code1", this.merchant.url().toString());
		body.put("contract_display_account", script);
		assertThat(this.client.post(body).status()).isEqualTo(200);
		HttpRequest odd = HttpRequest.newBuilder(URI.create(this.simulator.baseUrl() + "/v3/%22%3E" + "x'y"))
			.header("X-Odd", script)
			.header("Authorization", script)
			.timeout(MerchantClient.LIMIT)
			.POST(HttpRequest.BodyPublishers.ofString("{\"" + script + "\": \"" + script + "\"}"))
			.build();
		MerchantClient.send(odd);
		this.browser.open("/");
		assertThat(this.browser.text("#display-account")).isEqualTo(script);
		assertThat(this.browser.text("#timeline")).contains(script);
		assertThat(this.browser.source()).doesNotContain("<script>").contains("&lt;script&gt;");
		String phone = this.browser.element("#phone-alone").getAttribute("href");
		assertThat(this.browser.open(phone + "?lang=%22%3E%3Cscript%3E&mchid=%3Cscript%3E").source())
			.doesNotContain("<script>");
		assertThat(this.browser.text("#display-account")).isEqualTo(script);
	}

	@Test
	void whatIsVeryLongIsCut() {
		this.simulator.answers().next(AnswerFault.raw(500, "text/plain", "x".repeat(100_000)));
		this.client.open("code1");
		assertThat(this.browser.open("/").text("[data-part=answer]")).startsWith("xxx")
			.endsWith("91808 more characters")
			.hasSizeLessThan(9000);
	}

	@Test
	void timelineIsPaged() {
		for (int i = 0; i < 31; i++) {
			this.client.get("/v3/synthetic/" + i);
		}
		this.browser.open("/");
		assertThat(this.browser.texts(".entry")).hasSize(30);
		this.browser.click("#older");
		assertThat(this.browser.texts(".entry")).hasSize(1);
		assertThat(this.browser.text(".entry")).contains("/v3/synthetic/0");
		assertThat(this.browser.open("/?before=x").status()).isEqualTo(400);
	}

	@Test
	void pageWhenNothingChangedIsNotSentAgain() {
		MerchantClient.Answered first = Curl.of(this.simulator, "GET", "/");
		String tag = "If-None-Match: " + first.headers().first("ETag").orElseThrow();
		assertThat(Curl.of(this.simulator, "GET", "/", tag).status()).isEqualTo(304);
		this.client.open("code1");
		assertThat(Curl.of(this.simulator, "GET", "/", tag).status()).isEqualTo(200);
		assertThat(Curl.of(this.simulator, "GET", "/?lang=zh", tag).status()).isEqualTo(200);
	}

	@Test
	void tabsLeadToEveryPart() {
		this.browser.open("/");
		assertThat(this.browser.texts(".tabs a")).hasSize(6);
		for (String part : new String[] { "payer", "contracts", "timeline", "clock", "faults", "orders" }) {
			assertThat(this.browser.has(".tabs a[href='#" + part + "']")).as(part).isTrue();
			assertThat(this.browser.has("section#" + part)).as(part).isTrue();
		}
	}

	@Test
	void chinesePageSaysInChineseWhatWentWrong() throws Exception {
		this.client.open("code1", URI.create("https://yourapp.com/notify"));
		this.simulator.notifications().next(NotificationFault.lost(), NotificationFault.none());
		this.simulator.confirm("code1");
		this.simulator.clock().advance(Duration.ofSeconds(15)).get(10, TimeUnit.SECONDS);
		this.simulator.notifications()
			.send(NotificationDraft.builder().target(URI.create("http://127.0.0.1:1/notify")).build())
			.get(10, TimeUnit.SECONDS);
		try (PageBrowser chinese = new PageBrowser(this.simulator, "zh-CN")) {
			assertThat(chinese.open("/").texts(".entry[data-kind=notification] .why")).containsExactly(
					"第 1 次 · 商户未确认 · 目标端口无服务", "第 2 次 · 商户未确认 · 未发送：目标不在本机", "第 1 次 · 商户未确认 · 按设定的故障在途中丢失");
			for (String path : new String[] { "/simulator/phone/none", "/simulator/page/none", "/?before=x" }) {
				assertThat(chinese.open(path).text("#problem")).as(path).doesNotContainPattern("[a-z] [a-z]");
			}
		}
	}

	@Test
	void chinesePhoneSaysInChineseThatAButtonCameTooLate() throws Exception {
		this.client.open("code1");
		try (PageBrowser chinese = new PageBrowser(this.simulator, "zh-CN")) {
			chinese.open("/simulator/phone/code1");
			this.simulator.clock().advance(Duration.ofHours(2)).get(10, TimeUnit.SECONDS);
			chinese.click("#confirm");
			assertThat(chinese.element("#phone").getAttribute("data-state")).isEqualTo("EXPIRED");
			assertThat(chinese.text("#phone-page")).contains("签约会话已过期").doesNotContainPattern("[a-z] [a-z]");
		}
	}

	@Test
	void languageIsTheBrowsersAndCanBeSwitched() {
		assertThat(this.browser.open("/").text("#contracts h2")).startsWith("Contracts");
		assertThat(this.browser.click("#language").text("#contracts h2")).startsWith("签约协议");
		assertThat(this.browser.open("/").text("#contracts h2")).startsWith("签约协议");
		try (PageBrowser chinese = new PageBrowser(this.simulator, "zh-CN")) {
			this.client.open("code1");
			chinese.open("/simulator/phone/code1");
			assertThat(chinese.text("#confirm")).isEqualTo("确认开通");
			assertThat(chinese.text("#phone")).contains("商户签约协议号");
			assertThat(chinese.element("html").getAttribute("lang")).isEqualTo("zh-CN");
			assertThat(chinese.click("#language").text("#confirm")).isEqualTo("Confirm");
			assertThat(chinese.open("/simulator/phone/none").text("#problem h1")).isEqualTo("There is nothing here");
		}
	}

}
