package io.github.wechatpaycontract.boot.autoconfigure;

import java.util.List;

import io.github.wechatpaycontract.boot.web.servlet.ServletMerchantResolver;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Auto-configuration of a security filter chain for exactly the paths of the notification
 * endpoint: WeChat Pay has no login, no session and no CSRF token, but a signature.
 * <p>
 * Comes after every chain that Boot adds while there is none, so that the rest of the
 * application stays as protected as it was.
 */
@AutoConfiguration(after = ContractNotificationWebMvcAutoConfiguration.class, afterName = {
		"org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
		"org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration" })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ SecurityFilterChain.class, HttpSecurity.class })
@ConditionalOnBean(value = { HttpSecurity.class, MerchantRegistry.class }, name = EndpointPath.BEAN_NAME)
public final class ContractNotificationServletSecurityAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "wechatPayContractNotificationSecurityFilterChain")
	SecurityFilterChain wechatPayContractNotificationSecurityFilterChain(HttpSecurity http, MerchantRegistry registry)
			throws Exception {
		ServletMerchantResolver merchants = new ServletMerchantResolver(registry);
		return new First(http.securityMatcher((request) -> merchants.resolve(request).isPresent())
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.build());
	}

	/**
	 * Comes before every chain of the application, whatever order that has.
	 *
	 * @param chain the chain
	 */
	private record First(SecurityFilterChain chain) implements SecurityFilterChain, PriorityOrdered {

		@Override
		public boolean matches(HttpServletRequest request) {
			return this.chain.matches(request);
		}

		@Override
		public List<Filter> getFilters() {
			return this.chain.getFilters();
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

	}

}
