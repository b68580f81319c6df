package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans in a servlet application.
 */
class ServletAutoConfigurationTests {

	private static final String CHAIN = "wechatPayContractNotificationSecurityFilterChain";

	private final WebApplicationContextRunner empty = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AutoConfigurationTests.ALL));

	private final WebApplicationContextRunner runner = this.empty
		.withPropertyValues(AutoConfigurationTests.properties());

	@Test
	@Tag("case-166")
	void endpointIsThere() {
		this.runner.run((context) -> assertThat(context).hasBean(EndpointPath.BEAN_NAME)
			.getBean(EndpointPath.BEAN_NAME)
			.isInstanceOf(HandlerMapping.class));
	}

	@Test
	void whenNothingIsConfiguredThereIsNoEndpoint() {
		this.empty.withUserConfiguration(Secured.class)
			.run((context) -> assertThat(context).doesNotHaveBean(EndpointPath.BEAN_NAME).doesNotHaveBean(CHAIN));
	}

	@Test
	void whenNotificationsAreOffThereIsNoEndpointAndNoChain() {
		this.runner.withUserConfiguration(Secured.class)
			.withPropertyValues("wechatpay.notification.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(EndpointPath.BEAN_NAME).doesNotHaveBean(CHAIN));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesTheEndpointBacksOff() {
		this.runner.withBean(EndpointPath.BEAN_NAME, Object.class, Object::new)
			.run((context) -> assertThat(context).doesNotHaveBean(HandlerMapping.class));
	}

	@Test
	void withoutMvcThereIsNoEndpoint() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EndpointPath.BEAN_NAME));
	}

	@Test
	void withoutSecurityThereIsNoChain() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean(EndpointPath.BEAN_NAME)
				.doesNotHaveBean(CHAIN));
		this.runner.run(
				(context) -> assertThat(context).hasNotFailed().hasBean(EndpointPath.BEAN_NAME).doesNotHaveBean(CHAIN));
	}

	@Test
	void withSecurityThereIsAChain() {
		this.runner.withUserConfiguration(Secured.class).run((context) -> assertThat(context).hasBean(CHAIN));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesTheChainBacksOff() {
		this.runner.withUserConfiguration(Secured.class, OwnChain.class)
			.run((context) -> assertThat(context).hasSingleBean(SecurityFilterChain.class)
				.getBean(CHAIN)
				.isSameAs(context.getBean(SecurityFilterChain.class)));
	}

	@Test
	void missingNotifyUrlFails() {
		Map<String, String> properties = TestKeys.properties();
		properties.remove("wechatpay.contract.notify-url");
		this.empty.withPropertyValues(AutoConfigurationTests.pairs(properties))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'wechatpay.contract.notify-url' is missing"));
		this.empty.withPropertyValues(AutoConfigurationTests.pairs(properties))
			.withPropertyValues("wechatpay.notification.path=/notify")
			.run((context) -> assertThat(context).hasNotFailed().hasBean(EndpointPath.BEAN_NAME));
	}

	@ParameterizedTest
	@CsvSource({ "max-body-size, 0B", "max-body-size, -1B", "max-body-size, 3GB", "body-timeout, 0s",
			"body-timeout, -1s" })
	void limitThatLetsNothingThroughFails(String key, String value) {
		this.runner.withPropertyValues("wechatpay.notification." + key + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'wechatpay.notification." + key + "'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "notify", "wechatpay/notify", ":8443/notify", "@evil/notify", "//notify", "/a b",
			"/a?b", "/a#b", "/", "/a/", "/a/../b", "/a%2fb", "/{id}", "/**", "/a;b" })
	void pathThatIsNotPlainFails(String path) {
		this.runner.withPropertyValues("wechatpay.notification.path=" + path)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'wechatpay.notification.path'"));
	}

	@ParameterizedTest
	@Tag("case-152")
	@CsvSource({ "server.servlet.context-path, /shop", "server.servlet.context-path, /wechatpa",
			"spring.mvc.servlet.path, /api" })
	void pathThatNoRequestCanHaveFails(String property, String path) {
		this.runner.withPropertyValues(property + "=" + path)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'wechatpay.contract.notify-url'")
				.hasMessageContaining("'" + property + "'"));
		this.runner.withPropertyValues(property + "=" + path, "wechatpay.notification.path=/x/y")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'wechatpay.notification.path'"));
		this.runner.withPropertyValues(property + "=" + path, "wechatpay.notification.path=" + path + "/notify")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@Tag("case-152")
	@ValueSource(strings = { "server.servlet.context-path=/wechatpay", "server.servlet.context-path=/",
			"server.servlet.context-path=/wechatpay/contract", "spring.mvc.servlet.path=/",
			"spring.mvc.servlet.path=/wechatpay/" })
	void pathThatRequestsCanHaveIsAccepted(String property) {
		this.runner.withPropertyValues(property).run((context) -> assertThat(context).hasNotFailed());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	@EnableWebSecurity
	static class Secured {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnChain {

		@Bean(CHAIN)
		SecurityFilterChain own(HttpSecurity http) throws Exception {
			return http.build();
		}

	}

}
