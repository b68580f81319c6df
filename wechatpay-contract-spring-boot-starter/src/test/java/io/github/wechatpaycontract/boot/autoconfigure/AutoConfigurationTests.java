package io.github.wechatpaycontract.boot.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.boot.web.NotificationBodyLimits;
import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.ReactiveWechatPayClient;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.crypto.CryptoProvider;
import io.github.wechatpaycontract.client.WechatPayClient;
import io.github.wechatpaycontract.contract.ContractTemplate;
import io.github.wechatpaycontract.contract.ReactiveContractOperations;
import io.github.wechatpaycontract.contract.ReactiveContractTemplate;
import io.github.wechatpaycontract.echo.ReactiveSecurityEcho;
import io.github.wechatpaycontract.echo.SecurityEcho;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationKind;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.order.ContractOrderOperations;
import io.github.wechatpaycontract.order.ContractOrderTemplate;
import io.github.wechatpaycontract.order.ReactiveContractOrderTemplate;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.sign.MiniProgramLaunch;
import io.github.wechatpaycontract.sign.MiniProgramLaunchFactory;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import io.github.wechatpaycontract.sign.PreEntrustSignOperations;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignOperations;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans without a web stack: what is there, and what gives way.
 */
class AutoConfigurationTests {

	static final Class<?>[] ALL = { WechatPayAutoConfiguration.class, PreEntrustSignAutoConfiguration.class,
			ContractAutoConfiguration.class, ContractNotificationAutoConfiguration.class,
			MerchantRegistryAutoConfiguration.class, JdbcLedgerStoreAutoConfiguration.class,
			ContractLedgerAutoConfiguration.class, ParkedNotificationsEndpointAutoConfiguration.class,
			ContractNotificationWebMvcAutoConfiguration.class, ContractNotificationWebFluxAutoConfiguration.class,
			ContractNotificationServletSecurityAutoConfiguration.class,
			ContractNotificationReactiveSecurityAutoConfiguration.class, WechatPayMetricsAutoConfiguration.class };

	private final ApplicationContextRunner empty = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ALL));

	private final ApplicationContextRunner runner = this.empty.withPropertyValues(properties());

	static String[] properties() {
		return pairs(TestKeys.properties());
	}

	static String[] pairs(Map<String, ?> properties) {
		return properties.entrySet()
			.stream()
			.map((property) -> property.getKey() + "=" + property.getValue())
			.toArray(String[]::new);
	}

	@Test
	void whenNothingIsConfiguredNothingIsThere() {
		this.empty.run((context) -> assertThat(ours(context.getBeanDefinitionNames(), context::getType)).isEmpty());
	}

	private static List<String> ours(String[] names, Function<String, Class<?>> types) {
		return Stream.of(names)
			.filter((name) -> types.apply(name).getName().startsWith("io.github.wechatpaycontract"))
			.toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "wechatpay.mchid=1", "wechatpay.contract.appid=x", "wechatpay.notification.enabled=true" })
	void whenAnythingIsConfiguredTheRestIsWanted(String property) {
		this.empty.withPropertyValues(property).run((context) -> assertThat(context).hasFailed());
	}

	@Test
	@Tag("case-166")
	void withoutWebStackTheTemplatesAreThereAndNoEndpoint() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(PreEntrustSignTemplate.class)
			.hasSingleBean(ReactivePreEntrustSignTemplate.class)
			.hasSingleBean(Merchant.class)
			.hasSingleBean(SignedExchange.class)
			.hasSingleBean(OutContractCodeGenerator.class)
			.hasSingleBean(MiniProgramLaunchFactory.class)
			.hasSingleBean(NotificationVerifier.class)
			.hasSingleBean(NotificationReceiver.class)
			.hasSingleBean(MerchantRegistry.class)
			.doesNotHaveBean(NotificationBodyLimits.class)
			.doesNotHaveBean(EndpointPath.BEAN_NAME));
	}

	@Test
	void withoutWebStackNoNotifyUrlIsNeeded() {
		Map<String, String> properties = TestKeys.properties();
		properties.remove("wechatpay.contract.notify-url");
		this.empty.withPropertyValues(pairs(properties))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(PreEntrustSignTemplate.class));
	}

	@Test
	void withoutWebSecurityAndWebClassesTheTemplatesAreThere() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "org.springframework.security",
					"jakarta.servlet"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(PreEntrustSignTemplate.class));
	}

	@Test
	void whenNotificationsAreOffNoApiV3KeyAndNoUrlAreNeeded() {
		Map<String, String> properties = TestKeys.properties();
		properties.keySet()
			.removeAll(
					List.of("wechatpay.api-v3-key", "wechatpay.previous-api-v3-key", "wechatpay.contract.notify-url"));
		this.empty.withPropertyValues(pairs(properties))
			.withPropertyValues("wechatpay.notification.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(PreEntrustSignTemplate.class)
				.doesNotHaveBean(NotificationVerifier.class)
				.doesNotHaveBean(NotificationReceiver.class));
	}

	@Test
	void whenConfiguredOffersTheWholeFamily() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(ContractTemplate.class)
			.hasSingleBean(ReactiveContractTemplate.class)
			.hasSingleBean(ContractOrderTemplate.class)
			.hasSingleBean(ReactiveContractOrderTemplate.class)
			.hasSingleBean(WechatPayClient.class)
			.hasSingleBean(ReactiveWechatPayClient.class)
			.hasSingleBean(SecurityEcho.class)
			.hasSingleBean(ReactiveSecurityEcho.class));
	}

	@Test
	void namesOfBeansAreOurOwn() {
		this.runner.run((context) -> {
			ConfigurableListableBeanFactory beans = context.getSourceApplicationContext().getBeanFactory();
			assertThat(beans.getBeanDefinitionNames()).filteredOn((name) -> isMadeByUs(name, beans))
				.hasSizeGreaterThan(20)
				.allMatch((name) -> name.matches("wechatPay.+|preEntrustSignTemplate|reactivePreEntrustSignTemplate"));
		});
	}

	private static boolean isMadeByUs(String name, ConfigurableListableBeanFactory beans) {
		String factory = beans.getBeanDefinition(name).getFactoryBeanName();
		return factory != null && !ours(new String[] { factory }, beans::getType).isEmpty();
	}

	@Test
	void whenUserHasOtherBeansOfNamesThatSuggestThemselvesStarts() {
		this.runner.withUserConfiguration(Namesakes.class)
			.run((context) -> assertThat(context).hasSingleBean(ContractTemplate.class)
				.hasSingleBean(MerchantRegistry.class)
				.hasBean("contractTemplate")
				.hasBean("merchantRegistry"));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesContractOperationsBacksOff() {
		this.runner.withBean(ReactiveContractOperations.class, () -> Fake.of(ReactiveContractOperations.class))
			.withBean(ContractOrderOperations.class, () -> Fake.of(ContractOrderOperations.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ReactiveContractTemplate.class)
				.hasSingleBean(ContractTemplate.class)
				.doesNotHaveBean(ContractOrderTemplate.class)
				.hasSingleBean(ReactiveContractOrderTemplate.class));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesOperationsBacksOff() {
		PreEntrustSignOperations own = Fake.of(PreEntrustSignOperations.class);
		this.runner.withBean(PreEntrustSignOperations.class, () -> own)
			.run((context) -> assertThat(context).hasSingleBean(PreEntrustSignOperations.class)
				.doesNotHaveBean(PreEntrustSignTemplate.class)
				.hasSingleBean(ReactivePreEntrustSignTemplate.class));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesReactiveOperationsTheBlockingTemplateUsesThem() {
		ReactivePreEntrustSignOperations own = Fake.of(ReactivePreEntrustSignOperations.class);
		this.runner.withBean(ReactivePreEntrustSignOperations.class, () -> own)
			.run((context) -> assertThat(context).hasSingleBean(ReactivePreEntrustSignOperations.class)
				.doesNotHaveBean(ReactivePreEntrustSignTemplate.class)
				.hasSingleBean(PreEntrustSignTemplate.class));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesMerchantNoKeyPropertyIsNeeded() {
		Merchant own = merchant();
		this.empty.withPropertyValues("wechatpay.contract.notify-url=https://pay.example.com/notify")
			.withBean(Merchant.class, () -> own)
			.run((context) -> assertThat(context).hasNotFailed().getBean(Merchant.class).isSameAs(own));
	}

	static Merchant merchant() {
		Map<String, String> further = TestMerchants.furtherProperties("x", TestMerchants.MERCHANT, "");
		MerchantKeys keys = new Binder(new MapConfigurationPropertySource(further))
			.bind("wechatpay.merchants.x", WechatPayProperties.FurtherMerchant.class)
			.get();
		MerchantFactory factory = new MerchantFactory("wechatpay.merchants.x", keys, true, false,
				new KeyLocation(new DefaultResourceLoader()), CryptoEngine.of(CryptoProvider.AUTO), Clock.systemUTC());
		return factory.create();
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesExchangeBacksOff() {
		SignedExchange own = new SignedExchange(merchant(), ClientSettings.DEFAULT, Clock.systemUTC());
		this.runner.withBean("own", SignedExchange.class, () -> own)
			.run((context) -> assertThat(context).getBean(SignedExchange.class).isSameAs(own));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesVerifierBacksOff() {
		NotificationVerifier own = new NotificationVerifier(merchant(), Clock.systemUTC(), Duration.ofSeconds(1),
				Map.of());
		this.runner.withBean("own", NotificationVerifier.class, () -> own)
			.run((context) -> assertThat(context).getBean(NotificationVerifier.class).isSameAs(own));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesReceiverBacksOff() {
		NotificationReceiver own = new NotificationReceiver((delivery) -> Mono.just(NotificationAnswer.BUSY),
				Duration.ofSeconds(1));
		this.runner.withBean("own", NotificationReceiver.class, () -> own)
			.run((context) -> assertThat(context).getBean(NotificationReceiver.class).isSameAs(own));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesGeneratorBacksOff() {
		OutContractCodeGenerator own = () -> "own1";
		this.runner.withBean(OutContractCodeGenerator.class, () -> own)
			.run((context) -> assertThat(context).getBean(OutContractCodeGenerator.class).isSameAs(own));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesLaunchFactoryBacksOff() {
		MiniProgramLaunchFactory own = (appid, path, session) -> new MiniProgramLaunch(appid, path, Map.of());
		this.runner.withBean(MiniProgramLaunchFactory.class, () -> own)
			.run((context) -> assertThat(context).getBean(MiniProgramLaunchFactory.class).isSameAs(own));
	}

	@ParameterizedTest
	@CsvSource({ "extra-data, x, 1", "path-query, x?pre_entrustweb_id=s, 0", "PATH_QUERY, x?pre_entrustweb_id=s, 0" })
	void launchIsAsConfigured(String launch, String path, int extraData) {
		this.runner.withPropertyValues("wechatpay.contract.launch=" + launch).run((context) -> {
			MiniProgramLaunch made = context.getBean(MiniProgramLaunchFactory.class).create("wx1", "x", "s");
			assertThat(made.path()).isEqualTo(path);
			assertThat(made.extraData()).hasSize(extraData);
		});
	}

	@Test
	void prefixOfContractNumbersIsAsConfigured() {
		this.runner.withPropertyValues("wechatpay.contract.out-contract-code-prefix=shop7")
			.run((context) -> assertThat(context.getBean(OutContractCodeGenerator.class).next())
				.matches("shop7[0-9A-Za-z]{27}"));
	}

	@Test
	void everyPropertyBinds() {
		this.runner.withPropertyValues("wechatpay.client.connect-timeout=1s", "wechatpay.client.response-timeout=2s",
				"wechatpay.client.call-timeout=3s", "wechatpay.client.pool.max-connections=4",
				"wechatpay.client.max-answer-size=5KB", "wechatpay.client.clock-skew=6s",
				"wechatpay.client.base-url=https://api2.mch.weixin.qq.com", "wechatpay.notification.max-body-size=7KB",
				"wechatpay.notification.body-timeout=8s", "wechatpay.notification.handler-timeout=9s",
				"wechatpay.notification.clock-skew=10s", "wechatpay.notification.path=/other/path",
				"wechatpay.notification.event-types.ENTRUST.SIGN=other",
				"wechatpay.notification.event-types[A.SOME_EVENT]=SIGNED",
				"wechatpay.platform-certificates.enabled=true", "wechatpay.platform-certificates.refresh-interval=11m",
				"wechatpay.platform-certificates.check-issuer=true")
			.run((context) -> {
				WechatPayProperties properties = context.getBean(WechatPayProperties.class);
				WechatPayProperties.Client client = properties.client();
				assertThat(client.connectTimeout()).hasSeconds(1);
				assertThat(client.responseTimeout()).hasSeconds(2);
				assertThat(client.callTimeout()).hasSeconds(3);
				assertThat(client.pool().maxConnections()).isEqualTo(4);
				assertThat(client.maxAnswerSize().toKilobytes()).isEqualTo(5);
				assertThat(client.clockSkew()).hasSeconds(6);
				assertThat(client.baseUrl()).hasHost("api2.mch.weixin.qq.com");
				WechatPayProperties.Notification notification = properties.notification();
				assertThat(notification.maxBodySize().toKilobytes()).isEqualTo(7);
				assertThat(notification.bodyTimeout()).hasSeconds(8);
				assertThat(notification.handlerTimeout()).hasSeconds(9);
				assertThat(notification.clockSkew()).hasSeconds(10);
				assertThat(notification.path()).isEqualTo("/other/path");
				assertThat(notification.eventTypes()).containsEntry("ENTRUST.SIGN", NotificationKind.OTHER)
					.containsEntry("A.SOME_EVENT", NotificationKind.SIGNED);
				assertThat(properties.contract().serviceId()).isEqualTo(12535);
				assertThat(properties.platformCertificates())
					.isEqualTo(new WechatPayProperties.PlatformCertificates(true, Duration.ofMinutes(11), false, true));
				assertThat(context.getBean(Merchant.class).hasPlatformCertificates()).isTrue();
			});
	}

	@Test
	void clockIsTheOneOfThatNameOnly() {
		Clock fixed = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
		this.runner.withBean("someOtherClock", Clock.class, () -> fixed)
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withBean("someOtherClock", Clock.class, Clock::systemUTC)
			.withBean("wechatPayClock", Clock.class, () -> fixed)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void whenSwitchedOffNothingIsThereWhateverElseIsSet() {
		this.runner
			.withPropertyValues("wechatpay.enabled=false", "wechatpay.mchid=", "wechatpay.private-key-path=${NOT_SET}")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(WechatPayProperties.class)
				.doesNotHaveBean(Merchant.class)
				.doesNotHaveBean(ContractLedger.class));
	}

	@Test
	@Tag("case-163")
	void twoContextsWithDifferentMerchantsDoNotMix() {
		this.runner.run((first) -> this.empty
			.withPropertyValues(pairs(TestMerchants.OTHER.springProperties("https://api.mch.weixin.qq.com",
					"https://b.example.com/notify")))
			.run((second) -> {
				assertThat(first.getBean(Merchant.class).mchid()).isEqualTo("1900000109");
				assertThat(second.getBean(Merchant.class).mchid()).isEqualTo("1900000110");
				assertThat(first.getBean(Merchant.class).platformKeys().all())
					.doesNotContainAnyElementsOf(second.getBean(Merchant.class).platformKeys().all());
				assertThat(second.getBean(SignedExchange.class).mchid()).isEqualTo("1900000110");
			}));
	}

	@Test
	void keyShowsNothingOfItself() {
		assertThat(ApiV3Key.of(TestMerchants.MERCHANT.apiV3Key()).toString())
			.doesNotContain(TestMerchants.MERCHANT.apiV3Key());
	}

	@Configuration(proxyBeanMethods = false)
	static class Namesakes {

		@Bean
		Object contractTemplate() {
			return "a document";
		}

		@Bean
		Object merchantRegistry() {
			return "a list of shops";
		}

	}

}
