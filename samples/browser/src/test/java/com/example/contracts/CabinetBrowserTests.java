package com.example.contracts;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import io.github.wechatpaycontract.simulator.Delivery;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * A payer before the cabinet, with the simulator's pages as the phone and as WeChat Pay:
 * everything is done by pressing what is on a page.
 */
@EnabledIf(value = "com.example.contracts.Chromium#isWanted", disabledReason = Chromium.MISSING)
class CabinetBrowserTests {

	private static final int WIDE = 1040;

	private static final int HIGH = 760;

	private static final Set<String> NARROW = Set.of("shop-closed-zh", "shop-open-zh", "simulator-zh");

	private static ConfigurableApplicationContext context;

	private static ChromeDriver driver;

	private static String shop;

	private static String simulator;

	@BeforeAll
	static void start(@TempDir Path profile) {
		driver = Chromium.start(profile);
		context = ContractShop.run("--server.port=" + FreePort.next(), "--simulator.port=0",
				"--spring.datasource.url=jdbc:h2:mem:browser;DB_CLOSE_DELAY=-1",
				"--wechatpay.ledger.reconciliation.poll-interval=1s");
		shop = "http://localhost:" + context.getEnvironment().getProperty("server.port");
		simulator = "http://localhost:" + simulator().port();
	}

	@AfterAll
	static void stop() {
		try {
			if (driver != null) {
				Chromium.stop(driver);
			}
		}
		finally {
			if (context != null) {
				context.close();
			}
		}
	}

	@BeforeEach
	void everyPayerIsNew() {
		driver.get(shop);
		driver.manage().deleteAllCookies();
		simulator().reset();
		Chromium.resize(driver, WIDE, HIGH);
	}

	/** Every page that watches keeps a connection, and a browser has six for one host. */
	@AfterEach
	void closeTabs() {
		List<String> tabs = List.copyOf(driver.getWindowHandles());
		tabs.stream().skip(1).forEach((tab) -> driver.switchTo().window(tab).close());
		driver.switchTo().window(tabs.get(0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zh", "en" })
	void doorOpensByItselfWhenThePayerSigns(String language) {
		boolean chinese = language.equals("zh");
		Tab phone = Tab.open(driver, shop + "/?language=" + language);
		picture(phone, "shop-closed-" + language);
		phone.press("#open");
		phone.go(phone.focus().getCurrentUrl() + "&lang=" + language);
		phone.shows("#confirm");
		picture(phone, "simulator-phone-" + language);
		Tab cabinet = Tab.open(driver, shop);
		cabinet.says("#state", chinese ? "等待签约" : "Waiting for your signature");
		picture(cabinet, "shop-pending-" + language);
		cabinet.run("window.notLoadedAgain = true");
		phone.press("#confirm");
		cabinet.says("#state", chinese ? "柜门已开" : "The door is open");
		assertThat(cabinet.run("return window.notLoadedAgain")).isEqualTo(true);
		assertThat(cabinet.run("return getComputedStyle(document.querySelector('.door')).transform").toString())
			.startsWith("matrix3d");
		phone.shows("#phone[data-state=SIGNED]");
		picture(phone, "simulator-phone-signed-" + language);
		phone.press("#return");
		phone.says("#state", chinese ? "柜门已开" : "The door is open");
		phone.press("#take-TEA");
		phone.says("#orders", chinese ? "冰红茶" : "Iced tea");
		picture(phone, "shop-open-" + language);
		picture(Tab.open(driver, simulator + "/?lang=" + language), "simulator-" + language);
		phone.press("#end");
		cabinet.says("#state", chinese ? "已解约" : "The contract has ended");
		picture(cabinet, "shop-ended-" + language);
	}

	@Test
	void sessionThatThePayerLeftExpires() {
		Tab phone = Tab.open(driver, shop + "/?language=zh");
		phone.press("#open");
		phone.press("#leave");
		phone.press("#return");
		phone.says("#ledger", "PENDING");
		Tab console = Tab.open(driver, simulator + "/?lang=zh");
		console.press("#clock [data-by=PT2H]");
		console.shows("#moved[data-moved=PT2H]");
		console.press("#clock [data-by=PT15M]");
		phone.says("#state", "签约已超时");
		picture(phone, "shop-expired-zh");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bit-flip", "probe" })
	void notificationThatIsNotGenuineIsRepairedByTheNext(String fault) {
		Tab console = Tab.open(driver, simulator + "/?lang=zh");
		console.press("[data-kind=notification] [data-fault=" + fault + "]");
		Tab phone = Tab.open(driver, shop + "/?language=zh");
		phone.press("#open");
		phone.shows("#confirm");
		Tab cabinet = Tab.open(driver, shop);
		phone.press("#confirm");
		console.shows(".contract .delivery[data-verdict=refused]");
		picture(console, "simulator-refused-zh");
		assertThat(cabinet.text("#ledger")).isEqualTo("PENDING");
		console.press("#clock [data-by=next]");
		cabinet.says("#state", "柜门已开");
		console.shows(".contract .delivery[data-verdict=accepted]");
		List<Delivery> deliveries = simulator().deliveries();
		assertThat(deliveries).extracting(Delivery::fault, Delivery::status)
			.containsExactly(tuple(fault, 401), tuple("none", 204));
	}

	@Test
	void contractThatIsOfferedWithAnOrderIsSignedBehindItsPayment() {
		Tab cabinet = Tab.open(driver, shop + "/?language=en");
		cabinet.press("#buy");
		cabinet.says("#notice", "Order placed. The contract will be offered after its payment.");
		Tab console = Tab.open(driver, simulator + "/?lang=en");
		console.shows("#payer #paid");
		console.press("#payer #confirm");
		cabinet.says("#state", "The door is open");
	}

	@Test
	void chineseIsDrawn() {
		Tab cabinet = Tab.open(driver, shop + "/?language=zh");
		String drawn = """
				const font = getComputedStyle(document.querySelector('#state')).font
				return [...'柜门开\\uE123'].map((glyph) => {
				  const canvas = document.createElement('canvas')
				  const pen = canvas.getContext('2d')
				  pen.font = font
				  pen.fillText(glyph, 10, 50)
				  return canvas.toDataURL()
				})
				""";
		assertThat((List<?>) cabinet.run(drawn))
			.as("three glyphs, and the sign for a missing one; is a Chinese font installed?")
			.hasSize(4)
			.doesNotHaveDuplicates();
	}

	/** On a phone everything fits; pictures are of a desk, and some of a phone. */
	private static void picture(Tab tab, String name) {
		tab.fits(360, 780);
		if (NARROW.contains(name)) {
			tab.picture(name + "-narrow");
		}
		tab.fits(WIDE, HIGH);
		tab.picture(name);
	}

	private static WechatPaySimulator simulator() {
		return context.getBean(WechatPaySimulator.class);
	}

}
