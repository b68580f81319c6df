package io.github.wechatpaycontract.boot.autoconfigure;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.function.server.RouterFunction;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans in a reactive application.
 */
@Tag("webflux")
class ReactiveAutoConfigurationTests {

	private static final String CHAIN = "wechatPayContractNotificationSecurityWebFilterChain";

	private static final String EVERYTHING_ELSE = "wechatPayEverythingElseSecurityWebFilterChain";

	private final ReactiveWebApplicationContextRunner empty = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AutoConfigurationTests.ALL));

	private final ReactiveWebApplicationContextRunner runner = this.empty
		.withPropertyValues(AutoConfigurationTests.properties());

	@Test
	@Tag("case-166")
	void endpointIsThere() {
		this.runner.run((context) -> assertThat(context).hasBean(EndpointPath.BEAN_NAME)
			.getBean(EndpointPath.BEAN_NAME)
			.isInstanceOf(RouterFunction.class));
	}

	@Test
	void whenNothingIsConfiguredThereIsNoEndpoint() {
		this.empty.withUserConfiguration(Secured.class)
			.run((context) -> assertThat(context).doesNotHaveBean(EndpointPath.BEAN_NAME)
				.doesNotHaveBean(CHAIN)
				.doesNotHaveBean(EVERYTHING_ELSE));
	}

	@Test
	void whenNotificationsAreOffThereIsNoEndpointAndNoChain() {
		this.runner.withUserConfiguration(Secured.class)
			.withPropertyValues("wechatpay.notification.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(EndpointPath.BEAN_NAME)
				.doesNotHaveBean(SecurityWebFilterChain.class));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesTheEndpointBacksOff() {
		this.runner.withBean(EndpointPath.BEAN_NAME, Object.class, Object::new)
			.run((context) -> assertThat(context).doesNotHaveBean(RouterFunction.class));
	}

	@Test
	void withoutWebFluxThereIsNoEndpoint() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive.function"))
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
	@Tag("case-164")
	void withSecurityThereAreAChainAndOneForEverythingElse() {
		this.runner.withUserConfiguration(Secured.class)
			.run((context) -> assertThat(context).hasBean(CHAIN).hasBean(EVERYTHING_ELSE));
	}

	@Test
	@Tag("case-165")
	void whenUserDefinesAChainOursIsOnlyBesideIt() {
		this.runner.withUserConfiguration(Secured.class)
			.withBean("own", SecurityWebFilterChain.class, () -> ServerHttpSecurity.http().build())
			.run((context) -> assertThat(context).hasBean(CHAIN).doesNotHaveBean(EVERYTHING_ELSE));
	}

	@Test
	@Tag("case-159")
	void whenUserDefinesTheChainBacksOff() {
		this.runner.withUserConfiguration(Secured.class)
			.withBean(CHAIN, SecurityWebFilterChain.class, () -> ServerHttpSecurity.http().build())
			.run((context) -> assertThat(context).hasSingleBean(SecurityWebFilterChain.class));
	}

	@Test
	void chainOfAnotherAutoConfigurationIsNotPushedAside() {
		this.runner.withUserConfiguration(Secured.class)
			.withConfiguration(AutoConfigurations.of(ZLoginAutoConfiguration.class))
			.run((context) -> assertThat(context).hasBean(CHAIN)
				.hasBean("loginChain")
				.doesNotHaveBean(EVERYTHING_ELSE));
	}

	@Test
	@Tag("case-152")
	void pathThatNoRequestCanHaveFails() {
		this.runner.withPropertyValues("spring.webflux.base-path=/shop")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'wechatpay.contract.notify-url'")
				.hasMessageContaining("'spring.webflux.base-path'"));
	}

	@ParameterizedTest
	@Tag("case-152")
	@ValueSource(strings = { "/wechatpay", "/", "/wechatpay/contract/" })
	void pathThatRequestsCanHaveIsAccepted(String basePath) {
		this.runner.withPropertyValues("spring.webflux.base-path=" + basePath)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	@EnableWebFluxSecurity
	static class Secured {

		@Bean
		ReactiveUserDetailsService users() {
			return (name) -> Mono.empty();
		}

	}

	/**
	 * As a login library brings it, with a name that sorts behind ours.
	 */
	@AutoConfiguration
	static class ZLoginAutoConfiguration {

		@Bean
		@ConditionalOnMissingBean(SecurityWebFilterChain.class)
		SecurityWebFilterChain loginChain(ServerHttpSecurity http) {
			return http.build();
		}

	}

}
