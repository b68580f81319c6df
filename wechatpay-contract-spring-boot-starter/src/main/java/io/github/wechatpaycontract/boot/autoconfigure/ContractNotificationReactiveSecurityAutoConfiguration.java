package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.boot.web.reactive.ReactiveMerchantResolver;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Auto-configuration of a security filter chain for exactly the paths of the notification
 * endpoint: WeChat Pay has no login, no session and no CSRF token, but a signature.
 * <p>
 * Spring Security protects everything only while there is no chain at all. So when the
 * application has none, a chain that does the same comes with ours.
 */
@AutoConfiguration(after = ContractNotificationWebFluxAutoConfiguration.class, afterName = {
		"org.springframework.boot.autoconfigure.security.reactive.ReactiveSecurityAutoConfiguration",
		"org.springframework.boot.actuate.autoconfigure.security.reactive.ReactiveManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration" })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({ SecurityWebFilterChain.class, ServerHttpSecurity.class })
@ConditionalOnBean(value = { ServerHttpSecurity.class, MerchantRegistry.class }, name = EndpointPath.BEAN_NAME)
public final class ContractNotificationReactiveSecurityAutoConfiguration {

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	@ConditionalOnMissingBean(SecurityWebFilterChain.class)
	SecurityWebFilterChain wechatPayEverythingElseSecurityWebFilterChain(ServerHttpSecurity http) {
		return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
			.httpBasic(Customizer.withDefaults())
			.formLogin(Customizer.withDefaults())
			.build();
	}

	@Bean
	@ConditionalOnMissingBean(name = "wechatPayContractNotificationSecurityWebFilterChain")
	SecurityWebFilterChain wechatPayContractNotificationSecurityWebFilterChain(ServerHttpSecurity http,
			MerchantRegistry registry) {
		ReactiveMerchantResolver merchants = new ReactiveMerchantResolver(registry);
		return new First(http
			.securityMatcher((exchange) -> merchants.resolve(exchange.getRequest())
				.flatMap((merchant) -> MatchResult.match())
				.switchIfEmpty(MatchResult.notMatch()))
			.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
			.csrf(ServerHttpSecurity.CsrfSpec::disable)
			.requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
			.build());
	}

	/**
	 * Comes before every chain of the application, whatever order that has.
	 *
	 * @param chain the chain
	 */
	private record First(SecurityWebFilterChain chain) implements SecurityWebFilterChain, PriorityOrdered {

		@Override
		public Mono<Boolean> matches(ServerWebExchange exchange) {
			return this.chain.matches(exchange);
		}

		@Override
		public Flux<WebFilter> getWebFilters() {
			return this.chain.getWebFilters();
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

	}

}
