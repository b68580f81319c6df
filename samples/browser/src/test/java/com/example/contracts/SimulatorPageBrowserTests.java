package com.example.contracts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.NotificationDraft;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the script does to the simulator's page while somebody reads it.
 */
@EnabledIf(value = "com.example.contracts.Chromium#isWanted", disabledReason = Chromium.MISSING)
class SimulatorPageBrowserTests {

	private static ChromeDriver driver;

	private WechatPaySimulator simulator;

	private Tab page;

	@BeforeAll
	static void start(@TempDir Path profile) {
		driver = Chromium.start(profile);
	}

	@AfterAll
	static void stop() {
		if (driver != null) {
			Chromium.stop(driver);
		}
	}

	@BeforeEach
	void open() {
		this.simulator = WechatPaySimulator.start();
		this.page = Tab.open(driver, "http://localhost:" + this.simulator.port() + "/?lang=en");
	}

	@AfterEach
	void close() {
		this.simulator.close();
	}

	/** Answered with an error, which is long enough to be scrolled. */
	private void request(String path) throws IOException, InterruptedException {
		this.simulator.answers().next(AnswerFault.raw(500, "text/plain", "line\n".repeat(200)));
		HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.simulator.baseUrl() + path))
				.timeout(Duration.ofSeconds(10))
				.build(), HttpResponse.BodyHandlers.discarding());
	}

	private void happens(String path) throws IOException, InterruptedException {
		request(path);
		this.page.says("#timeline", path);
	}

	private void openEntryOf(String path) throws IOException, InterruptedException {
		happens(path);
		this.page.press("#timeline summary");
	}

	@Test
	void whatIsReadStaysAsItIsWhenSomethingHappens() throws Exception {
		openEntryOf("/v3/one");
		this.page.run("""
				const body = document.querySelector('#timeline [data-part=answer]')
				body.scrollTop = 500
				getSelection().setBaseAndExtent(body.firstChild, 5, body.firstChild, 9)
				document.querySelector('#timeline summary').focus()
				document.querySelector('select[name=operation]').value = 'query'
				""");
		happens("/v3/two");
		this.page.press("[data-kind=answer] [data-fault=held]");
		this.page.says("#scripted", "Held back (Query a contract)");
		assertThat(this.page.run("return document.querySelectorAll('#timeline .entry').length")).isEqualTo(2L);
		assertThat(this.page.run("return document.querySelectorAll('#timeline .entry')[1].matches(':has([open])')"))
			.isEqualTo(true);
		assertThat(this.page.run("return document.querySelectorAll('#timeline [data-part=answer]')[1].scrollTop"))
			.isEqualTo(500L);
		assertThat(this.page.run("return document.querySelector('select[name=operation]').value")).isEqualTo("query");
	}

	@Test
	void focusAndSelectionAreKeptWhenSomethingHappens() throws Exception {
		openEntryOf("/v3/one");
		this.page.run("""
				const body = document.querySelector('#timeline [data-part=answer]')
				document.querySelector('#timeline summary').focus()
				getSelection().setBaseAndExtent(body.firstChild, 5, body.firstChild, 9)
				""");
		happens("/v3/two");
		assertThat(this.page.run("return document.activeElement.textContent").toString()).contains("/v3/one");
		assertThat(this.page.run("return getSelection().toString()")).isEqualTo("line");
	}

	private void sendLate(String id) {
		this.simulator.notifications()
			.send(NotificationDraft.builder()
				.id(id)
				.target(URI.create("http://localhost:1/notify"))
				.fault(NotificationFault.late(Duration.ofHours(1)))
				.build());
	}

	@Test
	void whatWaitsIsAllShownWhenANotificationWaitsTwice() {
		sendLate("one");
		sendLate("one");
		this.page.shows("#waiting li:nth-child(2)");
		sendLate("two");
		this.page.shows("#waiting li:nth-child(3)");
	}

	@Test
	void buttonThatIsRefusedSaysWhy() {
		this.page.run("document.querySelector('[data-by=PT1M]').value = 'tomorrow'");
		this.page.press("[data-by=PT1M]");
		this.page.says("#notice", "Not a duration: tomorrow");
		this.page.press("[data-by=PT2H]");
		this.page.shows("#moved[data-moved=PT2H]");
		assertThat(this.page.run("return document.querySelector('#notice').hidden")).isEqualTo(true);
		this.simulator.close();
		this.page.press("[data-by=PT2H]");
		this.page.says("#notice", "The simulator does not answer.");
	}

}
