package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.client.WechatPayClient;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * {@code wechatpay.merchants.*} beside the merchant at the root.
 */
class SeveralMerchantsTests {

	private static final String TAXIS = "wechatpay.merchants.taxis";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AutoConfigurationTests.ALL))
		.withPropertyValues(AutoConfigurationTests.properties());

	private final WebApplicationContextRunner web = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AutoConfigurationTests.ALL))
		.withPropertyValues(AutoConfigurationTests.properties())
		.withPropertyValues(taxis());

	private static String[] taxis() {
		return AutoConfigurationTests.pairs(TestMerchants.furtherProperties("taxis", TestMerchants.OTHER,
				"https://pay.example.com/wechatpay/taxis/notify"));
	}

	@Test
	void merchantsAreFoundByNameNumberAndPath() {
		this.web.run((context) -> {
			MerchantRegistry registry = context.getBean(MerchantRegistry.class);
			MerchantServices root = registry.get("default");
			MerchantServices taxis = registry.get("taxis");
			assertThat(registry.all()).containsExactly(root, taxis);
			assertThat(registry.ofMchid("1900000109")).isSameAs(root);
			assertThat(registry.ofMchid("1900000110")).isSameAs(taxis);
			assertThat(registry.atNotificationPath("/wechatpay/contract/notify")).containsSame(root);
			assertThat(registry.atNotificationPath("/wechatpay/taxis/notify")).containsSame(taxis);
			assertThat(root.merchant()).isSameAs(context.getBean(Merchant.class));
			assertThat(root.notificationVerifier()).isSameAs(context.getBean(NotificationVerifier.class));
			assertThat(taxis.merchant().platformKeys().all())
				.doesNotContainAnyElementsOf(root.merchant().platformKeys().all());
			assertThatIllegalArgumentException().isThrownBy(() -> registry.get("trains"))
				.withMessageContaining("[default, taxis]");
		});
	}

	@Test
	void withoutWebStackNothingIsReceivedAndNoPathIsNeeded() {
		Map<String, String> properties = TestMerchants.furtherProperties("taxis", TestMerchants.OTHER, "");
		properties.remove(TAXIS + ".contract.notify-url");
		this.runner.withPropertyValues(AutoConfigurationTests.pairs(properties)).run((context) -> {
			assertThat(context).hasSingleBean(Merchant.class).hasSingleBean(SignedExchange.class);
			assertThat(context.getBean(MerchantRegistry.class).all())
				.allMatch((merchant) -> merchant.notificationPath().isEmpty());
		});
	}

	@Test
	void withoutTemplatesNotificationsAreReceived() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(Stream.of(AutoConfigurationTests.ALL)
				.filter((type) -> type != PreEntrustSignAutoConfiguration.class)
				.toArray(Class<?>[]::new)))
			.withPropertyValues(AutoConfigurationTests.properties())
			.run((context) -> assertThat(context).hasBean(EndpointPath.BEAN_NAME));
	}

	@Test
	void exchangeOfAnotherMerchantFails() {
		SignedExchange own = new SignedExchange(AutoConfigurationTests.merchant(), ClientSettings.DEFAULT,
				Clock.systemUTC());
		this.runner.withPropertyValues("wechatpay.mchid=1900000999")
			.withBean("own", SignedExchange.class, () -> own)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("The exchange of merchant '1900000999' signs for merchant '1900000109'"));
	}

	@Test
	void callsAreMadeUntilTheLastBeanThatMakesThemIsGone() {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		this.web.withPropertyValues("wechatpay.client.base-url=http://127.0.0.1:1")
			.withBean(LastCall.class, failure)
			.run((context) -> context.getBean(LastCall.class));
		assertThat(failure.get()).isInstanceOf(WechatPayTransportException.class);
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesRegistryBacksOff() {
		MerchantRegistry own = new MerchantRegistry((definition) -> {
			throw new IllegalStateException();
		});
		this.runner.withBean(MerchantRegistry.class, () -> own)
			.run((context) -> assertThat(context).getBean(MerchantRegistry.class).isSameAs(own));
	}

	@Test
	@Tag("case-158")
	void sameNumberFails() {
		this.web.withPropertyValues(TAXIS + ".mchid=1900000109")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'" + TAXIS + "'")
				.hasMessageContaining("number of merchant 'default'"));
	}

	@Test
	@Tag("case-158")
	void samePathFails() {
		this.web.withPropertyValues(TAXIS + ".contract.notify-url=https://taxis.example.com/wechatpay/contract/notify")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'" + TAXIS + "'")
				.hasMessageContaining("notification path of merchant 'default'"));
		this.web.withPropertyValues(TAXIS + ".notification.path=/wechatpay/contract/notify")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void notifyUrlIsNotShared() {
		Map<String, String> properties = TestMerchants.furtherProperties("trains", TestMerchants.THIRD, "");
		properties.remove("wechatpay.merchants.trains.contract.notify-url");
		String[] trains = AutoConfigurationTests.pairs(properties);
		this.web.withPropertyValues(trains)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'wechatpay.merchants.trains.contract.notify-url' is missing"));
		this.web.withPropertyValues(trains)
			.withPropertyValues("wechatpay.merchants.trains.notification.path=/trains")
			.run((context) -> assertThat(context.getBean(MerchantRegistry.class).atNotificationPath("/trains"))
				.isPresent());
		this.web.withPropertyValues(trains)
			.withPropertyValues("wechatpay.notification.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "mchid", "certificate-serial-number", "private-key-path", "api-v3-key", "public-key-id",
			"public-key-path" })
	void numberAndKeysAreNotShared(String key) {
		Map<String, String> properties = TestMerchants.furtherProperties("trains", TestMerchants.THIRD,
				"https://pay.example.com/wechatpay/trains/notify");
		properties.remove("wechatpay.merchants.trains." + key);
		this.web.withPropertyValues(AutoConfigurationTests.pairs(properties))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'wechatpay.merchants.trains." + key + "' is missing"));
		this.web.withPropertyValues(TAXIS + "." + key + "=")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'" + TAXIS + "." + key + "' is blank"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "contract.appid=a b", "contract.service-id=0", "contract.notify-url=http://x.com/y",
			"notification.path=x", "pkcs12-path=base64:x", "api-v3-key=short" })
	void propertyThatIsWrongIsNamed(String property) {
		String name = TAXIS + "." + property.substring(0, property.indexOf('='));
		this.web.withPropertyValues(TAXIS + "." + property)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("'" + name + "'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "[a b]", "under_score" })
	void nameThatIsNoneFails(String name) {
		this.web
			.withPropertyValues(AutoConfigurationTests.pairs(TestMerchants.furtherProperties(name, TestMerchants.THIRD,
					"https://pay.example.com/wechatpay/third/notify")))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'wechatpay.merchants." + name.replaceAll("[\\[\\]]", "") + "'"));
	}

	@Test
	@Tag("case-152")
	void pathThatNoRequestCanHaveFails() {
		this.web
			.withPropertyValues("server.servlet.context-path=/wechatpay/contract",
					TAXIS + ".contract.notify-url=https://pay.example.com/taxis/notify")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'" + TAXIS + ".contract.notify-url'")
				.hasMessageContaining("server.servlet.context-path"));
	}

	@Test
	void nothingOfItShowsASecret() {
		this.web.run((context) -> {
			String shown = context.getBean(WechatPayProperties.class) + " "
					+ context.getBean(MerchantRegistry.class).all();
			assertThat(shown).contains("FurtherMerchant[mchid=1900000110").doesNotContain(TestKeys.secrets());
		});
	}

	/**
	 * Makes a call while the application shuts down.
	 */
	static final class LastCall implements DisposableBean {

		private final AtomicReference<Throwable> failure;

		private final WechatPayClient client;

		LastCall(AtomicReference<Throwable> failure, WechatPayClient client) {
			this.failure = failure;
			this.client = client;
		}

		@Override
		public void destroy() {
			this.failure.set(catchThrowable(() -> this.client.get("/v3/synthetic/x", byte[].class)));
		}

	}

}
