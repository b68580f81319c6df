package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Duration;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.boot.TlsFront;
import io.github.wechatpaycontract.client.BaseUrl;
import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.HostSettings;
import io.github.wechatpaycontract.client.HttpClientCustomizer;
import io.github.wechatpaycontract.client.ProxySettings;
import io.github.wechatpaycontract.client.WechatPayCall;
import io.github.wechatpaycontract.client.WechatPayClient;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.crypto.CryptoProvider;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How calls are configured, and that they work over TLS on every line of Spring Boot.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClientAutoConfigurationTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestMerchants.MERCHANT).merchant(TestMerchants.OTHER));

	private static final String NOTIFY_URL = "https://pay.example.com/wechatpay/contract/notify";

	private static final Map<String, Object> ECHO = Map.of("echo_message", "hello");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WechatPayAutoConfiguration.class, ContractAutoConfiguration.class,
				MerchantRegistryAutoConfiguration.class));

	@Test
	void callsOfEveryMerchantGoOverTlsThroughTheCustomizer() {
		try (TlsFront front = new TlsFront(extension.simulator().baseUrl())) {
			ApplicationContextRunner tls = this.runner.withPropertyValues(properties(front.uri().toString()));
			tls.withBean(HttpClientCustomizer.class, () -> front::trusted)
				.withPropertyValues(further())
				.run((context) -> {
					MerchantRegistry registry = context.getBean(MerchantRegistry.class);
					assertThat(echo(context.getBean(WechatPayClient.class))).isEqualTo(ECHO);
					assertThat(echo(registry.get("other").client())).isEqualTo(ECHO);
				});
		}
	}

	@Test
	void callsGoToTheBackupWhenThePrimaryIsNotThere() throws IOException {
		int closed;
		try (ServerSocket socket = new ServerSocket(0)) {
			closed = socket.getLocalPort();
		}
		try (TlsFront front = new TlsFront(extension.simulator().baseUrl())) {
			this.runner.withPropertyValues(properties("https://localhost:" + closed))
				.withPropertyValues("wechatpay.client.backup-url=" + front.uri())
				.withBean(HttpClientCustomizer.class, () -> front::trusted)
				.run((context) -> assertThat(echo(context.getBean(WechatPayClient.class))).isEqualTo(ECHO));
		}
	}

	@Test
	@Tag("case-123")
	void callWhenServerIsNotTrustedFailsWithoutSending() {
		try (TlsFront front = new TlsFront(extension.simulator().baseUrl())) {
			this.runner.withPropertyValues(properties(front.uri().toString()))
				.run((context) -> assertThatExceptionOfType(WechatPayTransportException.class)
					.isThrownBy(() -> context.getBean(WechatPayClient.class).exchange(WechatPayCall.get("/v3/x")))
					.matches((ex) -> ex.getFailure() == Failure.TLS && !ex.isOutcomeUnknown()));
			assertThat(extension.simulator().requests()).isEmpty();
		}
	}

	@Test
	void clientThatCannotBeMadeIsToldWhenReadyAndKeepsNoOtherFromIt(CapturedOutput output) {
		AtomicInteger customized = new AtomicInteger();
		this.runner.withPropertyValues(properties(extension.simulator().baseUrl().toString()))
			.withPropertyValues(further())
			.withBean(HttpClientCustomizer.class, () -> (client) -> {
				if (customized.incrementAndGet() == 1) {
					throw new IllegalStateException("No such key store");
				}
				return client;
			})
			.run((context) -> {
				context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0],
						context.getSourceApplicationContext(), Duration.ZERO));
				Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> customized.get() == 2);
			});
		assertThat(output.getOut()).containsOnlyOnce("could not be warmed up").contains("No such key store");
	}

	@Test
	void providerOfSignaturesIsTheBestThereIsAndIsNamedOnce(CapturedOutput output) {
		this.runner.withPropertyValues(properties(extension.simulator().baseUrl().toString())).run((context) -> {
			String name = CryptoEngine.of(CryptoProvider.AUTO).name();
			assertThat(context.getBean(CryptoEngine.class).name()).isEqualTo(name);
			assertThat(output.getOut()).containsOnlyOnce("Signatures are made and verified by " + name);
		});
	}

	@Test
	@Tag("any-line")
	void providerOfSignaturesThatIsMissingStopsTheStart(CapturedOutput output) {
		FailedStart.with(output, "wechatpay.crypto.provider", "conscrypt")
			.blames("wechatpay.crypto.provider")
			.says("Conscrypt is not on the class path");
	}

	@Test
	void backupIsWechatPaysOwnOnlyForItsMainHost() {
		assertThat(settings().hosts()).isEqualTo(HostSettings.DEFAULT);
		assertThat(settings("base-url", "https://api2.mch.weixin.qq.com").hosts().backup()).isNull();
		assertThat(settings("base-url", "http://localhost:8080").hosts().backup()).isNull();
		assertThat(settings("fail-over.enabled", "false").hosts().backup()).isNull();
		assertThat(settings("backup-url", "https://api2.wechatpay.cn").hosts().backup()).extracting(BaseUrl::toString)
			.isEqualTo("https://api2.wechatpay.cn");
	}

	@Test
	void defaultsAreThoseOfPlainJava() {
		assertThat(settings()).isEqualTo(ClientSettings.DEFAULT);
	}

	@Test
	void proxyIsTakenWithItsPassword() {
		assertThat(settings("proxy.host", "proxy.example.com", "proxy.port", "3128", "proxy.username", "me",
				"proxy.password", "canary")
			.proxy()).usingRecursiveComparison()
			.isEqualTo(new ProxySettings("proxy.example.com", 3128, "me", "canary"));
		assertThat(settings("proxy.host", "proxy.example.com").proxy()).usingRecursiveComparison()
			.isEqualTo(new ProxySettings("proxy.example.com", 8080, null, null));
	}

	@Test
	@Tag("any-line")
	void passwordOfTheProxyIsNeverTold(CapturedOutput output) {
		FailedStart
			.with(output, "wechatpay.client.proxy.host", "proxy.example.com", "wechatpay.client.proxy.password",
					"canary")
			.blames("wechatpay.client.proxy.username")
			.neverTells("canary");
	}

	@Test
	@Tag("any-line")
	void portOrPasswordOfTheProxyThatIsWrongIsBlamedItself(CapturedOutput output) {
		FailedStart
			.with(output, "wechatpay.client.proxy.host", "proxy.example.com", "wechatpay.client.proxy.port", "70000")
			.blames("wechatpay.client.proxy.port");
		FailedStart
			.with(output, "wechatpay.client.proxy.host", "proxy.example.com", "wechatpay.client.proxy.username", "me")
			.blames("wechatpay.client.proxy.password");
	}

	@Test
	@Tag("any-line")
	void hostThatIsNotWechatPaysStopsTheStart(CapturedOutput output) {
		FailedStart.with(output, "wechatpay.client.backup-url", "https://example.com")
			.blames("wechatpay.client.backup-url")
			.says("wechatpay.client.allow-other-host=true");
	}

	@Test
	@Tag("any-line")
	void backupThatIsThePrimaryStopsTheStart(CapturedOutput output) {
		FailedStart.with(output, "wechatpay.client.backup-url", "https://api.mch.weixin.qq.com")
			.blames("wechatpay.client.backup-url")
			.says("wechatpay.client.fail-over.enabled=false");
	}

	private static Map<String, Object> echo(WechatPayClient client) {
		return client.exchange(WechatPayCall.post("/v3/security/echo").body(ECHO));
	}

	private static ClientSettings settings(String... pairs) {
		Map<String, String> values = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			values.put("wechatpay.client." + pairs[i], pairs[i + 1]);
		}
		WechatPayProperties.Client client = new Binder(new MapConfigurationPropertySource(values))
			.bindOrCreate("wechatpay.client", Bindable.of(WechatPayProperties.Client.class));
		return new ClientProperties(client,
				new WechatPayProperties.PlatformCertificates(false, Duration.ofMinutes(60), false, false))
			.settings();
	}

	private static String[] properties(String baseUrl) {
		return TestMerchants.MERCHANT.springProperties(baseUrl, NOTIFY_URL)
			.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue())
			.toArray(String[]::new);
	}

	private static String[] further() {
		return TestMerchants.furtherProperties("other", TestMerchants.OTHER, "https://pay.example.com/other")
			.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue())
			.toArray(String[]::new);
	}

}
