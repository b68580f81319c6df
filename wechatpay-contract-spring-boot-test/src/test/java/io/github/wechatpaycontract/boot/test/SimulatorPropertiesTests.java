package io.github.wechatpaycontract.boot.test;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.context.support.TestPropertySourceUtils;

import static org.assertj.core.api.Assertions.assertThat;

class SimulatorPropertiesTests {

	private static WechatPaySimulator simulator;

	private final StandardEnvironment environment = new StandardEnvironment();

	@BeforeAll
	static void start() {
		simulator = WechatPaySimulator.start();
	}

	@AfterAll
	static void stop() {
		simulator.close();
	}

	private void configure(Map<String, Object> application) {
		this.environment.getPropertySources().addLast(new MapPropertySource("application", application));
		new SimulatorProperties(this.environment).pointAt(simulator);
	}

	private String get(String name) {
		return this.environment.getProperty("wechatpay." + name);
	}

	@Test
	void configurationOfTheApplicationDoesNotCount() {
		configure(Map.of("wechatpay.mchid", "1", "wechatpay.client.base-url", "https://api.mch.weixin.qq.com",
				"wechatpay.client.proxy.host", "proxy", "wechatpay.pkcs12-path", "file:/etc/wechatpay/cert.p12",
				"wechatpay.platform-certificates.enabled", "true", "wechatpay.enabled", "false"));
		SimulatedMerchant merchant = simulator.merchant();
		assertThat(get("mchid")).isEqualTo(merchant.mchid());
		assertThat(get("client.base-url")).isEqualTo(simulator.baseUrl().toString());
		assertThat(get("client.fail-over.enabled")).isEqualTo("false");
		assertThat(get("client.proxy.host")).isEmpty();
		assertThat(get("pkcs12-path")).isEmpty();
		assertThat(get("platform-certificates.enabled")).isEqualTo("false");
		assertThat(get("enabled")).isEqualTo("true");
	}

	@Test
	void whatTheTestSetsDoesCount() {
		TestPropertySourceUtils.addInlinedPropertiesToEnvironment(this.environment, "wechatpay.contract.service-id=7");
		configure(Map.of("wechatpay.contract.service-id", "8", "wechatpay.contract.appid", "wx9"));
		assertThat(get("contract.service-id")).isEqualTo("7");
		assertThat(get("contract.appid")).isEqualTo(simulator.merchant().appid());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none",
			value = { "https://pay.example.com/pay/notify,none,none,/pay/notify",
					"https://pay.example.com/pay/notify,/notify,none,/notify",
					"https://pay.example.com,none,none,/wechatpay/contract/notify",
					"${NOTIFY_URL_THAT_NOBODY_SET},none,none,/wechatpay/contract/notify",
					"none,none,none,/wechatpay/contract/notify", "none,none,/shop/,/shop/wechatpay/contract/notify" })
	void notifyUrlHasThePathThatTheApplicationSees(String notifyUrl, String path, String contextPath, String expected) {
		Map<String, Object> application = new HashMap<>();
		application.put("wechatpay.contract.notify-url", notifyUrl);
		application.put("wechatpay.notification.path", path);
		application.put("server.servlet.context-path", contextPath);
		application.values().removeIf(Objects::isNull);
		configure(application);
		assertThat(get("contract.notify-url")).isEqualTo("http://localhost" + expected);
	}

}
