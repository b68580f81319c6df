package com.example.contracts;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.SimulatedOrder;
import io.github.wechatpaycontract.simulator.SimulatedSession;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.htmlunit.BrowserVersion;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cabinet's page in a browser without a script.
 */
class CabinetPageTests {

	private static ConfigurableApplicationContext context;

	private static String shop;

	private final WebClient browser = browser("en");

	@BeforeAll
	static void start() throws IOException {
		int port = ContractShopTests.freePort();
		shop = "http://localhost:" + port;
		context = ContractShop.run("--server.port=" + port, "--simulator.port=0",
				"--spring.datasource.url=jdbc:h2:mem:cabinet;DB_CLOSE_DELAY=-1");
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@AfterEach
	void closeBrowser() {
		this.browser.close();
		simulator().answers().clear();
	}

	@ParameterizedTest
	@CsvSource({ "zh-CN, zh-CN, 柜门已锁", "zh-TW;q=0.9, zh-CN, 柜门已锁", "en-GB, en, The door is closed",
			"fr, en, The door is closed" })
	void pageSpeaksTheLanguageOfTheBrowser(String acceptLanguage, String language, String text) throws Exception {
		try (WebClient other = browser(acceptLanguage)) {
			HtmlPage page = other.getPage(shop + "/");
			assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo(language);
			assertThat(text(page, "state")).isEqualTo(text);
		}
	}

	@Test
	void languageThatWasChosenStays() throws Exception {
		HtmlPage page = this.browser.getPage(shop + "/");
		page.getAnchorByText("中文").click();
		HtmlPage later = this.browser.getPage(shop + "/");
		assertThat(text(later, "state")).isEqualTo("柜门已锁");
	}

	@Test
	void enrolLeadsToThePayersPhoneAndNamesTheWayBack() throws Exception {
		URI phone = enrol();
		SimulatedSession session = latestSession();
		assertThat(phone.getAuthority()).isEqualTo("localhost:" + simulator().port());
		assertThat(phone.getPath()).isEqualTo("/simulator/phone/" + session.preEntrustwebId());
		assertThat(returnTo(phone)).isEqualTo(shop + "/return");
		assertThat(session.contractDisplayAccount()).matches("138\\*{4}\\d{4}");
	}

	@Test
	void returnWhenNothingWasSignedOpensNothing() throws Exception {
		HtmlPage page = this.browser.getPage(returnTo(enrol()));
		assertThat(text(page, "ledger")).isEqualTo("PENDING");
		assertThat(text(page, "state")).isEqualTo("Waiting for your signature");
	}

	@Test
	void returnWhenTheNotificationIsLateAsksAndOpensTheDoor() throws Exception {
		URI phone = enrol();
		simulator().notifications().routeTo(URI.create(shop + "/nowhere"));
		simulator().confirm(latestSession().outContractCode());
		simulator().notifications().routeTo(null);
		HtmlPage page = this.browser.getPage(returnTo(phone));
		assertThat(text(page, "state")).isEqualTo("The door is open");
		assertThat(text(page, "code")).isEqualTo(latestSession().outContractCode());
	}

	@Test
	void enrolWhenTheFirstSessionWasSignedMeanwhileOpensNoSecondOne() throws Exception {
		enrol();
		String code = latestSession().outContractCode();
		simulator().notifications().routeTo(URI.create(shop + "/nowhere"));
		simulator().confirm(code);
		simulator().notifications().routeTo(null);
		HtmlPage page = this.browser.getPage(shop + "/");
		HtmlPage after = page.<HtmlButton>getHtmlElementById("open").click();
		assertThat(text(after, "state")).isEqualTo("The door is open");
		assertThat(latestSession().outContractCode()).isEqualTo(code);
	}

	@Test
	void thingThatIsTakenIsOneOrderWithTheContract() throws Exception {
		HtmlPage page = signed();
		HtmlButton take = page.getHtmlElementById("take-TEA");
		HtmlPage after = take.click();
		take.click();
		assertThat(text(after, "orders")).contains("Iced tea", "¥4.50", latestOrder().prepayId());
		assertThat(simulator().orders().stream().map(SimulatedOrder::contractId))
			.containsOnlyOnce(latestSession().contractId());
		assertThat(latestOrder().total()).isEqualTo(450);
	}

	@Test
	void contractWhenEndedLocksTheDoor() throws Exception {
		HtmlPage page = signed();
		HtmlPage after = page.<HtmlButton>getHtmlElementById("end").click();
		assertThat(text(after, "state")).isEqualTo("The contract has ended");
		assertThat(after.getElementById("take-TEA")).isNull();
		assertThat(latestSession().termination().mode()).isEqualTo("MCH_API_TERMINATE");
	}

	@Test
	void contractWhenEndedInsideWechatLocksTheDoor() throws Exception {
		signed();
		simulator().terminateByPayer(latestSession().outContractCode()).get(10, TimeUnit.SECONDS);
		HtmlPage page = this.browser.getPage(shop + "/");
		assertThat(text(page, "state")).isEqualTo("The contract has ended");
	}

	@Test
	void orderThatIsRefusedSinceTheContractHasEndedLocksTheDoor() throws Exception {
		HtmlPage page = signed();
		simulator().notifications().routeTo(URI.create(shop + "/nowhere"));
		simulator().terminateByPayer(latestSession().outContractCode());
		HtmlPage after = page.<HtmlButton>getHtmlElementById("take-TEA").click();
		simulator().notifications().routeTo(null);
		assertThat(text(after, "state")).isEqualTo("The contract has ended");
		assertThat(after.getElementById("notice")).isNull();
	}

	@Test
	void orderThatIsRefusedForAnotherReasonLeavesTheDoorOpen() throws Exception {
		HtmlPage page = signed();
		simulator().answers().next(AnswerFault.noAuth());
		HtmlPage after = page.<HtmlButton>getHtmlElementById("take-TEA").click();
		assertThat(text(after, "state")).isEqualTo("The door is open");
		assertThat(text(after, "notice")).isEqualTo("WeChat Pay refused. Please try again later.");
	}

	@Test
	void contractIsOfferedWithAnOrder() throws Exception {
		HtmlPage page = this.browser.getPage(shop + "/");
		HtmlPage offered = page.<HtmlButton>getHtmlElementById("buy").click();
		assertThat(text(offered, "notice")).startsWith("Order placed. The contract will be offered");
		assertThat(text(offered, "ledger")).isEqualTo("PENDING");
		assertThat(latestSession().request().prepayId()).isEqualTo(latestOrder().prepayId());
		simulator().confirm(latestSession().outContractCode()).get(10, TimeUnit.SECONDS);
		HtmlPage after = this.browser.getPage(shop + "/");
		assertThat(text(after, "state")).isEqualTo("The door is open");
	}

	@Test
	void formThatIsSentTwiceIsOneOrderAndOffersOneContract() throws Exception {
		HtmlButton buy = this.browser.<HtmlPage>getPage(shop + "/").getHtmlElementById("buy");
		buy.click();
		HtmlPage again = buy.click();
		assertThat(text(again, "notice")).startsWith("Order placed. The contract will be offered");
		assertThat(simulator().sessions().stream().map((session) -> session.request().prepayId()))
			.containsOnlyOnce(latestOrder().prepayId());
	}

	@Test
	void orderIsPlacedAlsoWhenItsOfferCannotBeWritten() throws Exception {
		HtmlButton buy = this.browser.<HtmlPage>getPage(shop + "/").getHtmlElementById("buy");
		int sessions = simulator().sessions().size();
		int orders = simulator().orders().size();
		JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
		jdbc.execute("alter table purchase alter column out_contract_code rename to gone");
		try {
			assertThat(text(buy.click(), "notice")).startsWith("Order placed. The contract could not be offered");
		}
		finally {
			jdbc.execute("alter table purchase alter column gone rename to out_contract_code");
		}
		assertThat(simulator().orders()).hasSize(orders + 1);
		assertThat(simulator().sessions()).hasSize(sessions);
	}

	@Test
	void contractInForceIsNotOfferedAgain() throws Exception {
		HtmlButton buy = this.browser.<HtmlPage>getPage(shop + "/").getHtmlElementById("buy");
		signed();
		int sessions = simulator().sessions().size();
		int orders = simulator().orders().size();
		HtmlPage after = buy.click();
		assertThat(text(after, "state")).isEqualTo("The door is open");
		assertThat(after.getElementById("notice")).isNull();
		assertThat(simulator().orders()).hasSize(orders + 1);
		assertThat(simulator().sessions()).hasSize(sessions);
	}

	@Test
	void enrolWhenWechatPayFailsSaysSo() throws Exception {
		HtmlPage page = this.browser.getPage(shop + "/");
		simulator().answers().always(AnswerFault.systemError());
		HtmlPage after = page.<HtmlButton>getHtmlElementById("open").click();
		assertThat(text(after, "notice")).isEqualTo("WeChat Pay could not be reached. Please try again.");
	}

	@Test
	void payersDoNotSeeEachOther() throws Exception {
		signed();
		try (WebClient other = browser("en")) {
			HtmlPage page = other.getPage(shop + "/");
			assertThat(text(page, "state")).isEqualTo("The door is closed");
		}
	}

	@Test
	void anotherCustomerStartsAnew() throws Exception {
		HtmlPage page = signed();
		HtmlPage after = page.<HtmlButton>getHtmlElementById("another").click();
		assertThat(text(after, "state")).isEqualTo("The door is closed");
	}

	@ParameterizedTest
	@CsvSource({ "/take, order=x&product=TEA", "/buy, product=TEA", "/buy, order=0123456789abcdef0123456789ab",
			"/buy, order=0123456789abcdef0123456789ab&product=BEER" })
	void formOfAnotherMakeBuysNothing(String path, String body) throws Exception {
		signed();
		int orders = simulator().orders().size();
		WebRequest request = new WebRequest(URI.create(shop + path).toURL(), HttpMethod.POST);
		request.setRequestBody(body);
		assertThat(this.browser.getPage(request).getWebResponse().getStatusCode()).isEqualTo(400);
		assertThat(simulator().orders()).hasSize(orders);
	}

	@ParameterizedTest
	@CsvSource({ "/contract/end, Sec-Fetch-Site, same-site", "/take, Sec-Fetch-Site, cross-site",
			"/buy, Origin, http://localhost:9", "/contract, Origin, null", "/another, Origin, https://example.org" })
	void formOfAnotherSiteIsRefusedAndThePayerStays(String path, String header, String value) throws Exception {
		String cookie = Payer.COOKIE + "=oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
		HttpResponse<Void> refused = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(shop + path))
				.POST(BodyPublishers.noBody())
				.header("Cookie", cookie)
				.header(header, value)
				.build(), BodyHandlers.discarding());
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site, same-origin", "Origin, ''" })
	void formOfThisPageIsTaken(String header, String value) throws Exception {
		HttpResponse<Void> answer = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(shop + "/another"))
				.POST(BodyPublishers.noBody())
				.header(header, value.isEmpty() ? shop : value)
				.build(), BodyHandlers.discarding());
		assertThat(answer.statusCode()).isBetween(302, 303);
	}

	@Test
	void orderNumberOfAnotherPayerIsRefused() throws Exception {
		HtmlPage page = signed();
		String number = page.<HtmlInput>getFirstByXPath("//input[@name='order']").getValue();
		page.<HtmlButton>getHtmlElementById("take-TEA").click();
		try (WebClient other = browser("en")) {
			HtmlPage theirs = other.getPage(shop + "/");
			theirs.<HtmlInput>getFirstByXPath("//input[@name='order']").setValue(number);
			theirs.<HtmlSelect>getHtmlElementById("product").setSelectedAttribute("TEA", true);
			Page answer = theirs.<HtmlButton>getHtmlElementById("buy").click();
			assertThat(answer.getWebResponse().getStatusCode()).isEqualTo(409);
		}
	}

	@Test
	void withoutASimulatorTheMiniProgramLeadsOn() {
		SigningPage page = new SigningPage(new StaticListableBeanFactory().getBeanProvider(WechatPaySimulator.class));
		MiniProgramSignSession session = context.getBean(PreEntrustSignTemplate.class)
			.miniProgram(MiniProgramSignRequest.builder()
				.outContractCode("real17")
				.contractDisplayAccount("138****0000")
				.openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")
				.build());
		assertThat(page.of(session, shop)).isEqualTo("/?notice=MINI_PROGRAM");
		assertThat(page.home()).isNull();
	}

	private HtmlPage signed() throws Exception {
		URI phone = enrol();
		simulator().confirm(latestSession().outContractCode()).get(10, TimeUnit.SECONDS);
		return this.browser.getPage(returnTo(phone));
	}

	/** Presses the button, and says where it leads. */
	private URI enrol() throws Exception {
		HtmlPage page = this.browser.getPage(shop + "/");
		this.browser.getOptions().setRedirectEnabled(false);
		Page redirect = page.<HtmlButton>getHtmlElementById("open").click();
		this.browser.getOptions().setRedirectEnabled(true);
		return URI.create(redirect.getWebResponse().getResponseHeaderValue("Location"));
	}

	private static String returnTo(URI phone) {
		assertThat(phone.getRawQuery()).startsWith("return_to=").doesNotContain("&");
		return URLDecoder.decode(phone.getRawQuery().substring("return_to=".length()), StandardCharsets.UTF_8);
	}

	private static String text(HtmlPage page, String id) {
		return page.<HtmlElement>getHtmlElementById(id).asNormalizedText();
	}

	private static WebClient browser(String acceptLanguage) {
		WebClient browser = new WebClient(
				new BrowserVersion.BrowserVersionBuilder(BrowserVersion.CHROME).setAcceptLanguageHeader(acceptLanguage)
					.build());
		browser.getOptions().setJavaScriptEnabled(false);
		browser.getOptions().setCssEnabled(false);
		browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
		return browser;
	}

	private static SimulatedSession latestSession() {
		return simulator().sessions().get(simulator().sessions().size() - 1);
	}

	private static SimulatedOrder latestOrder() {
		return simulator().orders().get(simulator().orders().size() - 1);
	}

	private static WechatPaySimulator simulator() {
		return context.getBean(WechatPaySimulator.class);
	}

}
