package io.github.wechatpaycontract.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.crypto.PrivateKeys;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for health, whose types moved between lines of Spring Boot.
 */
class HealthTests {

	private static final String BEAN = "wechatPayHealthIndicator";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WechatPayAutoConfiguration.class,
				MerchantRegistryAutoConfiguration.class, WechatPayHealthContributorAutoConfiguration.class,
				WechatPayHealthIndicatorAutoConfiguration.class))
		.withPropertyValues(TestKeys.properties()
			.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue())
			.toArray(String[]::new));

	@Test
	void healthIsUpAndNamesProviderAndPlatformKeys() {
		this.runner.run((context) -> {
			String provider = context.getBean(CryptoEngine.class).name();
			String serial = context.getBean(Merchant.class).platformKeys().all().get(0).serial();
			assertThat(health(context.getBean(BEAN))).startsWith("UP")
				.contains("provider=" + provider, "platformKeys={default=[" + serial + "]}");
		});
	}

	@Test
	void healthIsUnknownUntilPlatformCertificatesAreDownloadedAndDownWhenTheyCannotBe() {
		this.runner.withBean(Merchant.class, HealthTests::withoutPlatformKey)
			.withPropertyValues("wechatpay.client.base-url=http://localhost:1")
			.run((context) -> {
				assertThat(health(context.getBean(BEAN))).startsWith("UNKNOWN").contains("platformKeys={default=[]}");
				context.getBean(SignedExchange.class).loadPlatformCertificates().onErrorComplete().block();
				assertThat(health(context.getBean(BEAN))).startsWith("DOWN").contains("platformKeys={default=[]}");
			});
	}

	@Test
	@Tag("case-178")
	void healthAsksNobodyHoweverOftenItIsAsked() throws IOException {
		try (ServerSocket wechatPay = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			wechatPay.setSoTimeout(200);
			this.runner.withBean(Merchant.class, HealthTests::withoutPlatformKey)
				.withPropertyValues("wechatpay.client.base-url=http://127.0.0.1:" + wechatPay.getLocalPort())
				.run((context) -> {
					for (int i = 0; i < 1_000; i++) {
						assertThat(health(context.getBean(BEAN))).startsWith("UNKNOWN");
					}
					assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(wechatPay::accept);
					context.getBean(SignedExchange.class).loadPlatformCertificates().subscribe();
					wechatPay.accept().close();
				});
		}
	}

	@Test
	void healthIsGoneWhenSwitchedOffOrReplaced() {
		this.runner.withPropertyValues("management.health.wechatpay.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(BEAN));
		this.runner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(BEAN));
		this.runner.withBean(BEAN, String.class, () -> "mine")
			.run((context) -> assertThat(context.getBean(BEAN)).isEqualTo("mine"));
	}

	private static Merchant withoutPlatformKey() {
		return Merchant.builder(TestMerchants.MERCHANT.mchid())
			.certificateSerialNumber("3775B6A45ACD588826D15E583A95F5DD0A1B2C3D")
			.privateKey(
					PrivateKeys.read(TestMerchants.MERCHANT.privateKeyPem().getBytes(StandardCharsets.US_ASCII), null))
			.apiV3Key(ApiV3Key.of(TestMerchants.MERCHANT.apiV3Key()))
			.platformCertificates()
			.build();
	}

	private static String health(Object indicator) throws ReflectiveOperationException {
		return indicator.getClass().getMethod("health").invoke(indicator).toString();
	}

}
