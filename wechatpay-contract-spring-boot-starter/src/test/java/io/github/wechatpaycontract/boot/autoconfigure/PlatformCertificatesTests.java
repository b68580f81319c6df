package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.WechatPayClient;
import io.github.wechatpaycontract.client.WechatPayCall;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.TrustMode;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code wechatpay.platform-certificates.*} against a simulator.
 */
class PlatformCertificatesTests {

	private static final SimulatedMerchant OLDER = SimulatedMerchant.builder()
		.mchid("1900000109")
		.privateKeyPem(TestMerchants.MERCHANT.privateKeyPem())
		.platformPrivateKeyPem(TestMerchants.MERCHANT.platformPrivateKeyPem())
		.trustMode(TrustMode.CERTIFICATES)
		.build();

	private static final SimulatedMerchant MOVING = SimulatedMerchant.builder()
		.mchid("1900000110")
		.privateKeyPem(TestMerchants.OTHER.privateKeyPem())
		.platformPrivateKeyPem(TestMerchants.OTHER.platformPrivateKeyPem())
		.trustMode(TrustMode.MIXED)
		.build();

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(OLDER).merchant(MOVING));

	private final WechatPaySimulator simulator = extension.simulator();

	private ApplicationContextRunner runner(SimulatedMerchant merchant) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WechatPayAutoConfiguration.class, PreEntrustSignAutoConfiguration.class,
							ContractAutoConfiguration.class, MerchantRegistryAutoConfiguration.class))
			.withPropertyValues(properties(merchant).entrySet()
				.stream()
				.map((property) -> property.getKey() + "=" + property.getValue())
				.toArray(String[]::new));
	}

	private Map<String, Object> properties(SimulatedMerchant merchant) {
		return merchant.springProperties(this.simulator.baseUrl().toString(), "http://127.0.0.1:1/notify");
	}

	@Test
	void startSendsNothingAndTheFirstCallDownloads() {
		runner(OLDER).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(this.simulator.requests()).isEmpty();
			context.getBean(WechatPayClient.class).exchange(WechatPayCall.get("/v3/synthetic/a"), Map.class);
			assertThat(this.simulator.requests()).hasSize(2);
			assertThat(this.simulator.requests().get(0).rawUri()).isEqualTo("/v3/certificates?algorithm_type=RSA");
			assertThat(this.simulator.requests().get(0).headers().first("Wechatpay-Serial")).isEmpty();
			assertThat(this.simulator.requests().get(1).headers().first("Wechatpay-Serial"))
				.contains(this.simulator.platformCertificates().serials().get(0));
		});
	}

	@Test
	void downloadAtStartLoadsBothKindsInMixedMode() {
		runner(MOVING).withPropertyValues("wechatpay.platform-certificates.download-at-start=true").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Merchant.class).platformKeys().all()).extracting(PlatformKey::serial)
				.containsExactlyInAnyOrder(MOVING.publicKeyId(),
						this.simulator.platformCertificates(MOVING.mchid()).serials().get(0));
			assertThat(this.simulator.requests()).hasSize(1);
		});
	}

	@Test
	void publicKeyThatIsBlankIsNotTrusted() {
		runner(MOVING).withPropertyValues("wechatpay.public-key-id=", "wechatpay.public-key-path= ").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Merchant.class).platformKeys().all()).isEmpty();
		});
	}

	@Test
	void furtherMerchantsShareTheSetting() {
		runner(OLDER)
			.withPropertyValues(TestMerchants.furtherProperties("moving", MOVING, "http://127.0.0.1:1/other")
				.entrySet()
				.stream()
				.filter((property) -> !property.getKey().contains("platform-certificates"))
				.map((property) -> property.getKey() + "=" + property.getValue())
				.toArray(String[]::new))
			.withPropertyValues("wechatpay.platform-certificates.download-at-start=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(this.simulator.requests()).extracting((request) -> request.mchid().orElseThrow())
					.containsExactlyInAnyOrder(OLDER.mchid(), MOVING.mchid());
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void readyApplicationDownloadsInTheBackground(boolean warmUp) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(FailedStart.Application.class)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.properties(properties(OLDER))
			.properties("wechatpay.client.warm-up=" + warmUp)
			.run()) {
			SignedExchange exchange = context.getBean(SignedExchange.class);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> !exchange.merchant().platformKeys().all().isEmpty());
		}
		assertThat(this.simulator.requests()).hasSize(1);
	}

}
