package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.Locale;
import java.util.stream.Stream;

import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.ParkedNotifications;
import io.github.wechatpaycontract.sign.PreEntrustSignOperations;
import io.github.wechatpaycontract.sign.PreEntrustSignTemplate;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignOperations;
import io.github.wechatpaycontract.sign.ReactivePreEntrustSignTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A wrong configuration never starts, and the report names the property and the fix, not
 * the value.
 */
@Tag("any-line")
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationFailureTests {

	@ParameterizedTest
	@Tag("case-141")
	@ValueSource(strings = { "mchid", "certificate-serial-number", "private-key-path", "api-v3-key", "public-key-id",
			"public-key-path" })
	void requiredPropertyThatIsMissingBlankOrUnresolvedFails(String key, CapturedOutput output) {
		String name = "wechatpay." + key;
		FailedStart.with(output, name, null).blames(name).says("is missing", "Set it to");
		FailedStart.with(output, name, "").blames(name).says("is blank", "Set it to");
		FailedStart.with(output, name, " \t").blames(name).says("is blank", "Set it to");
		FailedStart.with(output, name, "${NOT_SET_ANYWHERE_EITHER}")
			.blames(name)
			.says("still holds a placeholder")
			.neverTells("NOT_SET_ANYWHERE_EITHER");
	}

	@Test
	void merchantWithoutAnyPlatformKeyIsToldBothWaysOut(CapturedOutput output) {
		FailedStart.with(output, "wechatpay.public-key-id", null, "wechatpay.public-key-path", null)
			.blames("wechatpay.public-key-id")
			.says("is missing", "'wechatpay.public-key-path'", "'wechatpay.platform-certificates.enabled=true'");
		FailedStart.with(output, "wechatpay.public-key-id", "", "wechatpay.public-key-path", " ")
			.blames("wechatpay.public-key-id")
			.says("is blank", "'wechatpay.public-key-path'", "'wechatpay.platform-certificates.enabled=true'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "public-key-id", "public-key-path" })
	void halfAPublicKeyFailsInMixedModeAsWell(String key, CapturedOutput output) {
		FailedStart.with(output, "wechatpay." + key, null, "wechatpay.platform-certificates.enabled", "true")
			.blames("wechatpay." + key)
			.says("is missing");
	}

	@Test
	void platformCertificatesNeedTheApiV3Key(CapturedOutput output) {
		FailedStart
			.with(output, "wechatpay.platform-certificates.enabled", "true", "wechatpay.notification.enabled", "false",
					"wechatpay.api-v3-key", null)
			.blames("wechatpay.api-v3-key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "59s", "0", "-1m", "721m" })
	void refreshIntervalOutOfBoundsFails(String interval, CapturedOutput output) {
		FailedStart.with(output, "wechatpay.platform-certificates.refresh-interval", interval)
			.blames("wechatpay.platform-certificates.refresh-interval");
	}

	@Test
	void downloadAtStartThatFailsKeepsTheApplicationFromStarting(CapturedOutput output) {
		FailedStart
			.with(output, "wechatpay.client.base-url", "http://127.0.0.1:10", "wechatpay.public-key-id", null,
					"wechatpay.public-key-path", null, "wechatpay.platform-certificates.enabled", "true",
					"wechatpay.platform-certificates.download-at-start", "true")
			.blames("wechatpay.platform-certificates.download-at-start")
			.says("could not be downloaded", "no connection could be made");
	}

	@Test
	void downloadAtStartWithoutPlatformCertificatesFails(CapturedOutput output) {
		FailedStart.with(output, "wechatpay.platform-certificates.download-at-start", "true")
			.blames("wechatpay.platform-certificates.download-at-start")
			.says("'wechatpay.platform-certificates.enabled=true'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "off", "no", "0" })
	void downloadAtStartThatIsSwitchedOffIsNotDone(String off) {
		FailedStart
			.start(FailedStart.Application.class, "wechatpay.client.base-url", "http://127.0.0.1:10",
					"wechatpay.platform-certificates.enabled", "true",
					"wechatpay.platform-certificates.download-at-start", off)
			.close();
	}

	@Test
	void confirmByQueryWithoutTheLedgerFails(CapturedOutput output) {
		FailedStart.with(output, "wechatpay.notification.confirm-by-query", "on", "wechatpay.ledger.enabled", "false")
			.blames("wechatpay.notification.confirm-by-query")
			.says("'wechatpay.ledger.enabled'");
	}

	@ParameterizedTest
	@Tag("case-141")
	@CsvSource({ "appid, ''", "appid, '${NOT_SET}'", "appid, 'a b'", "appid, 'a\r\nb'", "service-id, 0",
			"service-id, -1", "service-id, '${NOT_SET}'", "service-id, 9999999999999999999", "service-id, 1.5",
			"notify-url, ''", "notify-url, '${NOT_SET}'", "out-contract-code-prefix, 'a-b'",
			"out-contract-code-prefix, 'abcdefghijklmnopq'", "launch, 'sideways'" })
	void contractPropertyThatIsWrongFails(String key, String value, CapturedOutput output) {
		FailedStart start = FailedStart.with(output, "wechatpay.contract." + key, value)
			.blames("wechatpay.contract." + key);
		if (value.length() > 5) {
			start.doesNotReport(value);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "ledger.store | : one of auto, jdbc, memory.",
			"contract.launch | : one of extra-data, path-query.",
			"notification.event-types[A.B] | : one of signed, terminated, other.",
			"client.call-timeout | , such as 10s.", "ledger.reconciliation.confirm-signed-every | , such as 10s.",
			"notification.max-body-size | , such as 64KB." })
	void valueOfAnotherTypeFailsWithWhatIsAccepted(String key, String accepted, CapturedOutput output) {
		FailedStart.with(output, "wechatpay." + key, "canary-value")
			.blames("wechatpay." + key)
			.says("Correct the value" + accepted)
			.doesNotReport("canary-value");
	}

	@ParameterizedTest
	@Tag("case-10")
	@ValueSource(strings = { "1900000777\r\nX-Evil: 1", "1900000777\"", "19000 00777", "1900000777,x=y", "１９００" })
	void headerInjectionIsRefused(String value, CapturedOutput output) {
		FailedStart.with(output, "wechatpay.mchid", value).blames("wechatpay.mchid").neverTells(value);
		FailedStart.with(output, "wechatpay.certificate-serial-number", value)
			.blames("wechatpay.certificate-serial-number")
			.neverTells(value);
	}

	@ParameterizedTest
	@Tag("case-149")
	@CsvSource({ "31, 31", "33, 33", "0, 0", "64, 64" })
	void apiV3KeyOfAnotherLengthFails(int length, String told, CapturedOutput output) {
		String canary = "K".repeat(length);
		FailedStart start = FailedStart.with(output, "wechatpay.api-v3-key", canary).blames("wechatpay.api-v3-key");
		if (length > 0) {
			start.says("32 bytes long but is " + told).neverTells(canary);
		}
	}

	@ParameterizedTest
	@Tag("case-149")
	@ValueSource(strings = { "钥abcdefghijklmnopqrstuvwxyz01234", "abcdefghijklmno\npqrstuvwxyz01234",
			"abcdefghijklmno pqrstuvwxyz01234", "abcdefghijklmno\u0000pqrstuvwxyz01234", "钥钥钥钥钥钥钥钥钥钥ab" })
	void apiV3KeyWithOtherCharactersFails(String key, CapturedOutput output) {
		for (String name : new String[] { "wechatpay.api-v3-key", "wechatpay.previous-api-v3-key" }) {
			FailedStart.with(output, name, key).blames(name).neverTells(key, "pqrstuvwxyz01234", "钥钥");
		}
	}

	@Test
	@Tag("case-149")
	void newlineAfterTheApiV3KeyIsNotPartOfIt() {
		FailedStart
			.start(FailedStart.Application.class, "wechatpay.api-v3-key", TestMerchants.MERCHANT.apiV3Key() + "\n")
			.close();
	}

	@ParameterizedTest
	@Tag("case-148")
	@ValueSource(strings = { "0119000001092024082900291600000001", "pub_key_id_0119", "PUB_KEY_ID_", "PUB_KEY_ID_1 2",
			"PUB_KEY_ID_\r\nX: 1", "5157F09EFDC096DE15EBE81A47057A7232F1B8E1" })
	void publicKeyIdOfAnotherFormFails(String id, CapturedOutput output) {
		FailedStart.with(output, "wechatpay.public-key-id", id)
			.blames("wechatpay.public-key-id")
			.says("PUB_KEY_ID_")
			.neverTells((id.length() > 12) ? id : "\u0000");
	}

	@ParameterizedTest
	@Tag("case-151")
	@ValueSource(strings = { "http://shop.example.org/notify", "https://shop.example.org/notify?token=canary-t",
			"https://shop.example.org/notify#canary-f", "https://canary:password@shop.example.org/notify",
			"https://203.0.113.7/notify", "https://[2001:db8::1]/notify", "https://127.0.0.1/notify",
			"https://localhost/notify", "https://x.localhost/notify", "https://shop.local/notify",
			"https://shop.internal/notify", "https://intranet/notify", "https://10.0.0.1/notify",
			"https://shop.example.org", "https://shop.example.org/", "https://shop.example.org/a b",
			"https://shop.example.org/%6eotify", "https://shop.example.org//notify",
			"https://shop.example.org/a/../notify", "https://shop.example.org/notify/", "https://支付.example.org/notify",
			"https://shop.example.org/通知", "https:///notify", "https:/notify", "ftp://shop.example.org/notify",
			"/notify", "shop.example.org/notify", "https://shop.example.org/no\r\ntify",
			"https://pay_host.example.com/notify", "::", "https://", "mailto:a@b.c" })
	void notifyUrlThatWechatPayWouldNotCallFails(String url, CapturedOutput output) {
		FailedStart.with(output, "wechatpay.contract.notify-url", url)
			.blames("wechatpay.contract.notify-url")
			.says("Set it to the public HTTPS address")
			.neverTells((url.length() > 10) ? url : "\u0000", "canary-");
	}

	@Test
	@Tag("case-151")
	void notifyUrlThatIsTooLongFails(CapturedOutput output) {
		String url = "https://pay.example.com/" + "a".repeat(257 - "https://pay.example.com/".length());
		FailedStart.with(output, "wechatpay.contract.notify-url", url).blames("wechatpay.contract.notify-url");
	}

	@ParameterizedTest
	@Tag("case-151")
	@ValueSource(strings = { "http://127.0.0.1:8080/notify", "http://localhost:8080/wechatpay/contract/notify",
			"https://10.0.0.1/notify" })
	void localNotifyUrlIsAcceptedWhileASimulatorIsCalled(String url, CapturedOutput output) {
		FailedStart
			.start(FailedStart.Application.class, "wechatpay.client.base-url", "http://127.0.0.1:1",
					"wechatpay.contract.notify-url", url)
			.close();
		FailedStart.with(output, "wechatpay.contract.notify-url", url).blames("wechatpay.contract.notify-url");
	}

	@ParameterizedTest
	@Tag("case-156")
	@ValueSource(strings = { "https://canary-host.example", "https://api.mch.weixin.qq.com.canary-host.example",
			"https://canary-hostmch.weixin.qq.com", "https://10.0.0.1" })
	void baseUrlOfAnotherHostNeedsTheSwitch(String url, CapturedOutput output) {
		FailedStart.with(output, "wechatpay.client.base-url", url)
			.blames("wechatpay.client.base-url")
			.says("wechatpay.client.allow-other-host=true")
			.neverTells("canary-host");
		FailedStart
			.start(FailedStart.Application.class, "wechatpay.client.base-url", url, "wechatpay.client.allow-other-host",
					"true")
			.close();
	}

	@ParameterizedTest
	@Tag("case-156")
	@ValueSource(strings = { "http://api.mch.weixin.qq.com", "https://user:canary-password@api.mch.weixin.qq.com",
			"https://api.mch.weixin.qq.com/v3", "https://api.mch.weixin.qq.com?x", "ftp://api.mch.weixin.qq.com",
			"api.mch.weixin.qq.com", "https://", "", "mailto:canary-password@b.c" })
	void baseUrlOfAnotherFormFails(String url, CapturedOutput output) {
		FailedStart.with(output, "wechatpay.client.base-url", url, "wechatpay.client.allow-other-host", "true")
			.blames("wechatpay.client.base-url")
			.doesNotReport("canary-password");
	}

	@ParameterizedTest
	@Tag("case-157")
	@CsvSource({ "wechatpay.mchidd, wechatpay.mchid", "wechatpay.api-v3-kye, wechatpay.api-v3-key",
			"wechatpay.contract.notify-ulr, wechatpay.contract.notify-url",
			"wechatpay.client.call-timeot, wechatpay.client.call-timeout",
			"wechatpay.notification.max-body-sze, wechatpay.notification.max-body-size",
			"wechatpay.merchants.taxis.mchidd, wechatpay.merchants.taxis.mchid",
			"wechatpay.merchants.taxis.contract.notify-ulr, wechatpay.merchants.taxis.contract.notify-url",
			"wechatpay.merchants.taxis.client.base-url, wechatpay.client.base-url",
			"wechatpay.merchants.taxis.contract.launch, wechatpay.contract.launch" })
	void unknownPropertyFailsAndTheNearestIsNamed(String name, String nearest, CapturedOutput output) {
		FailedStart.with(output, name, "canary-value")
			.blames(name)
			.says("is unknown; did you mean '" + nearest + "'?")
			.neverTells("canary-value");
	}

	@ParameterizedTest
	@Tag("case-157")
	@ValueSource(strings = { "wechatpay.something.quite.different", "wechatpay.api-v3-key.nested",
			"wechatpay.contract.notify-url.x", "wechatpay.merchants.a.some.other", "wechatpay.merchants.a.enabled" })
	void unknownPropertyFarFromAnyFails(String name, CapturedOutput output) {
		FailedStart.with(output, name, "canary-value")
			.says(name)
			.doesNotReport("'wechatpay.enabled'")
			.neverTells("canary-value");
	}

	@Test
	@Tag("case-157")
	void allUnknownPropertiesAreNamedAtOnce(CapturedOutput output) {
		FailedStart.with(output, "wechatpay.mchidd", "canary-1", "wechatpay.contract.apid", "canary-2")
			.blames("wechatpay.mchidd")
			.blames("wechatpay.contract.apid")
			.neverTells("canary-1", "canary-2");
	}

	@ParameterizedTest
	@Tag("case-150")
	@CsvSource({ "client.call-timeout, abc-canary", "client.pool.max-connections, many-canary",
			"client.max-answer-size, 1XB-canary", "client.base-url, 'https://[canary'",
			"client.allow-other-host, canary-maybe", "notification.max-body-size, canary",
			"notification.event-types.A, canary", "contract.service-id, canary", "notification.enabled, canary-maybe" })
	void valueOfAnotherTypeFailsWithoutBeingTold(String key, String value, CapturedOutput output) {
		FailedStart.with(output, "wechatpay." + key, value)
			.blames("wechatpay." + key.toLowerCase(Locale.ROOT))
			.doesNotReport("canary");
	}

	@ParameterizedTest
	@Tag("case-150")
	@ValueSource(strings = { "api-v3-key", "previous-api-v3-key", "private-key-passphrase", "pkcs12-password",
			"private-key-path", "pkcs12-path" })
	void secretGivenInAnotherShapeIsNotTold(String key, CapturedOutput output) {
		String name = "wechatpay." + key;
		for (String shape : new String[] { "[0]", ".value", ".a.b" }) {
			FailedStart.with(output, name, null, name + shape, "canary-secret").neverTells("canary-secret");
		}
	}

	@ParameterizedTest
	@CsvSource({ "client.connect-timeout, 0s", "client.response-timeout, -1s", "client.call-timeout, 0ms",
			"client.pool.max-connections, 0", "client.pool.max-pending-calls, 100001",
			"client.pool.acquire-timeout, 0s", "client.pool.max-idle-time, 0s", "client.pool.max-life-time, 0s",
			"client.max-attempts, 0", "client.max-attempts, 11", "client.fail-over.failures, 0",
			"client.fail-over.cool-down, 0s", "client.max-answer-size, 0B", "client.max-answer-size, 3GB",
			"client.clock-skew, -1s", "client.clock-skew, 61m", "notification.handler-timeout, 0s",
			"notification.handler-timeout, -1s", "notification.clock-skew, -1s" })
	void limitThatLetsNothingThroughFails(String key, String value, CapturedOutput output) {
		FailedStart.with(output, "wechatpay." + key, value).blames("wechatpay." + key);
	}

	@ParameterizedTest
	@ValueSource(strings = { "connect-timeout", "response-timeout", "call-timeout", "pool.acquire-timeout",
			"pool.max-idle-time", "pool.max-life-time", "fail-over.cool-down", "clock-skew" })
	void timeThatIsTooLongFails(String key, CapturedOutput output) {
		FailedStart.with(output, "wechatpay.client." + key, "200000d").blames("wechatpay.client." + key);
	}

	@ParameterizedTest
	@ValueSource(classes = { NeedsTemplate.class, NeedsReactiveTemplate.class, NeedsOperations.class,
			NeedsReactiveOperations.class })
	void templateThatIsMissingIsExplained(Class<?> application, CapturedOutput output) {
		String[] nothing = TestKeys.properties()
			.keySet()
			.stream()
			.flatMap((name) -> Stream.of(name, null))
			.toArray(String[]::new);
		FailedStart.with(application, output, nothing).says("PreEntrustSign", "Set 'wechatpay.mchid'");
	}

	@Test
	void starterThatIsSwitchedOffIsExplained(CapturedOutput output) {
		FailedStart.with(NeedsLedger.class, output, "wechatpay.enabled", "no")
			.says("There is no ContractLedger bean: it is switched off by 'wechatpay.enabled'", "Set that to true");
	}

	@ParameterizedTest
	@ValueSource(strings = { "contract.service-id", "client.max-attempts", "client.call-timeout", "ledger.store",
			"ledger.enabled" })
	void placeholderInAPropertyOfAnotherTypeIsCalledSo(String key, CapturedOutput output) {
		FailedStart.with(output, "wechatpay." + key, "${NOT_SET_ANYWHERE_EITHER}")
			.blames("wechatpay." + key)
			.says("still holds a placeholder", "environment variable")
			.doesNotReport("NOT_SET_ANYWHERE_EITHER");
	}

	@Test
	void ledgerThatIsSwitchedOffIsExplained(CapturedOutput output) {
		FailedStart.with(NeedsLedger.class, output, "wechatpay.ledger.enabled", "false")
			.says("There is no ContractLedger bean: it is switched off by 'wechatpay.ledger.enabled'",
					"Set that to true")
			.doesNotReport("Set 'wechatpay.mchid'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "wechatpay.ledger.enabled", "wechatpay.notification.enabled" })
	void parkedNotificationsThatAreSwitchedOffAreExplained(String property, CapturedOutput output) {
		FailedStart.with(NeedsParkedNotifications.class, output, property, "off")
			.says("There is no ParkedNotifications bean: it is switched off by '" + property + "'", "Set that to true");
	}

	@Test
	void twoOperationsOfTheApplicationAreNotTakenForNone(CapturedOutput output) {
		FailedStart.with(NeedsOneOfTwo.class, output)
			.says("required a single bean, but 2 were found")
			.doesNotReport("There is no PreEntrustSignOperations bean");
	}

	@Test
	@Tag("case-154")
	@Tag("case-149")
	void rightConfigurationTellsNoSecretEither(CapturedOutput output) {
		try (ConfigurableApplicationContext context = FailedStart.start(FailedStart.Application.class)) {
			StringBuilder told = new StringBuilder(output.getAll());
			for (String name : context.getBeanDefinitionNames()) {
				told.append(context.getBean(name)).append('\n');
			}
			WechatPayProperties properties = context.getBean(WechatPayProperties.class);
			told.append(properties).append(properties.contract()).append(properties.client());
			assertThat(told).contains("WechatPayProperties[mchid=1900000109").contains("Merchant[mchid=1900000109");
			assertThat(told.toString()).doesNotContain(TestKeys.secrets());
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@Import(FailedStart.Application.class)
	static class NeedsLedger {

		@Bean
		Object user(ContractLedger ledger) {
			return ledger;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@Import(FailedStart.Application.class)
	static class NeedsParkedNotifications {

		@Bean
		Object user(ParkedNotifications parked) {
			return parked;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@Import(FailedStart.Application.class)
	static class NeedsTemplate {

		@Bean
		Object user(PreEntrustSignTemplate template) {
			return template;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@Import(FailedStart.Application.class)
	static class NeedsReactiveTemplate {

		@Bean
		Object user(ReactivePreEntrustSignTemplate template) {
			return template;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@Import(FailedStart.Application.class)
	static class NeedsOperations {

		@Bean
		Object user(PreEntrustSignOperations operations) {
			return operations;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@Import(FailedStart.Application.class)
	static class NeedsReactiveOperations {

		@Bean
		Object user(ReactivePreEntrustSignOperations operations) {
			return operations;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@Import(FailedStart.Application.class)
	static class NeedsOneOfTwo {

		@Bean
		PreEntrustSignOperations one() {
			return Fake.of(PreEntrustSignOperations.class);
		}

		@Bean
		PreEntrustSignOperations two() {
			return one();
		}

		@Bean
		Object user(PreEntrustSignOperations operations) {
			return operations;
		}

	}

}
