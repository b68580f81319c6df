package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What other pages in a developer's browser, and foreign names, can do: nothing.
 */
@ExtendWith(SimulatorExtension.class)
@Timeout(30)
class DeskTests {

	private static final String[] FORMS = { "/simulator/phone/code1/confirm", "/simulator/contracts/code1/confirm",
			"/simulator/page/reset" };

	private WechatPaySimulator simulator;

	@BeforeEach
	void prepare(WechatPaySimulator simulator) {
		this.simulator = simulator;
		new MerchantClient(simulator).open("code1");
	}

	private SessionState state() {
		return this.simulator.session("code1").orElseThrow().state();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: null",
			"Origin: http://localhost:8080", "Origin: https://evil.example", "Origin: " })
	void postWhenFromAnotherOriginIsForbidden(String field) {
		for (String form : FORMS) {
			MerchantClient.Answered answer = Curl.of(this.simulator, "POST", form, field);
			assertThat(answer.status()).as(form).isEqualTo(403);
			assertThat(answer.at("/title")).isEqualTo("Forbidden");
		}
		assertThat(state()).isEqualTo(SessionState.OPEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:9080", "localhost.evil.example", "127.0.0.1.evil.example",
			"", "10.0.0.1", "localhost@evil.example", "localhost/x", "localhost\r\nHost: evil.example" })
	void requestWhenHostIsNotThisHostIsForbidden(String host) {
		for (String path : new String[] { "/", "/simulator/phone/code1", "/simulator/contracts" }) {
			MerchantClient.Answered answer = Curl.of(this.simulator, "GET", path, "Host: " + host);
			assertThat(answer.status()).as(path).isIn(400, 403);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST:9080", "127.0.0.1:1", "[::1]:9080", "wechatpay.localhost" })
	void requestWhenHostIsThisHostIsServed(String host) {
		assertThat(Curl.of(this.simulator, "GET", "/", "Host: " + host).status()).isEqualTo(200);
	}

	@Test
	void postWhenFromNoBrowserIsServed() {
		assertThat(Curl.of(this.simulator, "POST", "/simulator/contracts/code1/abandon").status()).isEqualTo(200);
		assertThat(state()).isEqualTo(SessionState.ABANDONED);
	}

	@Test
	void postWhenFromThePageIsServed() {
		MerchantClient.Answered answer = Curl.of(this.simulator, "POST", "/simulator/phone/code1/leave",
				"Origin: http://localhost:" + this.simulator.port(), "Sec-Fetch-Site: same-origin");
		assertThat(answer.status()).isEqualTo(303);
		assertThat(answer.headers().all("Location")).containsExactly("/simulator/phone/code1");
		assertThat(state()).isEqualTo(SessionState.ABANDONED);
	}

	@Test
	void formOfThePageWhenSentByAScriptIsServed() {
		assertThat(form("answer-fault", "fault=system-error")).isEqualTo(303);
		assertThat(new MerchantClient(this.simulator).open("code2").status()).isEqualTo(500);
		assertThat(form("clock", "by=PT2H")).isEqualTo(303);
		assertThat(this.simulator.clock().moved()).isEqualTo(Duration.ofHours(2));
		assertThat(form("clock", "by=-PT2H")).isEqualTo(400);
		assertThat(form("clock", "by=tomorrow")).isEqualTo(400);
		assertThat(form("clock", "by=PT2000000000000000H")).isEqualTo(400);
		assertThat(this.simulator.clock().moved()).isEqualTo(Duration.ofHours(2));
		assertThat(form("answer-fault", "fault=unheard")).isEqualTo(400);
		assertThat(form("answer-fault", "fault=held&operation=unheard")).isEqualTo(400);
		assertThat(form("answer-fault", "")).isEqualTo(400);
		assertThat(form("answer-fault", "fault=%ZZ")).isEqualTo(400);
		assertThat(form("terminate", "out_contract_code=code1")).isEqualTo(409);
		assertThat(form("notify", "out_contract_code=code1")).isEqualTo(409);
		assertThat(form("notify", "out_contract_code=none")).isEqualTo(404);
		assertThat(form("unheard", "")).isEqualTo(404);
	}

	private int form(String action, String body) {
		return MerchantClient
			.send(HttpRequest.newBuilder(URI.create(this.simulator.baseUrl() + "/simulator/page/" + action))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.timeout(MerchantClient.LIMIT)
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build())
			.status();
	}

	@Test
	void linkFromAnotherOriginIsServed() {
		MerchantClient.Answered answer = Curl.of(this.simulator, "GET", "/simulator/phone/code1",
				"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: navigate");
		assertThat(answer.status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/simulator/phone/code1", "/simulator/page/page.css", "/simulator/page/page.js",
			"/simulator/page/icon.svg", "/favicon.ico", "/simulator/phone/none" })
	void pageIsNeitherStoredNorFramedNorLoadsFromElsewhere(String path) {
		MerchantClient.Answered answer = Curl.of(this.simulator, "GET", path);
		assertThat(answer.headers().all("Cache-Control")).containsExactly("no-store");
		assertThat(answer.headers().all("X-Frame-Options")).containsExactly("DENY");
		assertThat(answer.headers().all("X-Content-Type-Options")).containsExactly("nosniff");
		assertThat(answer.headers().all("Referrer-Policy")).containsExactly("same-origin");
		assertThat(answer.headers().first("Content-Security-Policy").orElseThrow())
			.contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
					"form-action 'self'")
			.doesNotContain("unsafe", "*", "http:", "https:", "data:");
		assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isNotEmpty()
			.doesNotContain(" style=", "<style", "onclick", "url(http", "src=\"http", "@import");
	}

	@Test
	void pageWhenAskedOtherwiseIsNotAllowed() {
		assertThat(Curl.of(this.simulator, "PUT", "/").status()).isEqualTo(405);
		assertThat(Curl.of(this.simulator, "POST", "/").headers().all("Allow")).containsExactly("GET, HEAD");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/simulator/phone/code1", "/simulator/page/page.css", "/simulator/phone/none",
			"/simulator/contracts", "/simulator/contracts/code1" })
	void headIsAnsweredAsGetWithoutBody(String path) {
		MerchantClient.Answered get = Curl.of(this.simulator, "GET", path);
		MerchantClient.Answered head = Curl.of(this.simulator, "HEAD", path);
		assertThat(head.status()).isEqualTo(get.status());
		assertThat(head.headers().all("Content-Type")).isEqualTo(get.headers().all("Content-Type"));
		assertThat(head.headers().all("Content-Length")).hasSize(1).isEqualTo(get.headers().all("Content-Length"));
		assertThat(head.body()).isEmpty();
	}

	@Test
	void simulatorLeadsToThePage() {
		assertThat(Curl.of(this.simulator, "GET", "/simulator").headers().all("Location")).containsExactly("/");
	}

	@Test
	void merchantsRequestsNeedNoLocalName() {
		MerchantClient.Answered answer = Curl.of(this.simulator, "GET", "/v3/certificates",
				"Host: api.mch.weixin.qq.com");
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.at("/code")).isEqualTo("SIGN_ERROR");
	}

}
