package io.github.wechatpaycontract.boot.autoconfigure;

import io.github.wechatpaycontract.boot.web.NotificationEndpointSettings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Auto-configuration of a security filter chain for exactly the path of the notification
 * endpoint: WeChat Pay has no login, no session and no CSRF token, but a signature.
 * <p>
 * Comes after every chain that Boot adds while there is none, so that the rest of the
 * application stays as protected as it was.
 */
@AutoConfiguration(after = ContractNotificationWebMvcAutoConfiguration.class, afterName = {
		"org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
		"org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ SecurityFilterChain.class, HttpSecurity.class })
@ConditionalOnBean(value = { HttpSecurity.class, NotificationEndpointSettings.class }, name = EndpointPath.BEAN_NAME)
public final class ContractNotificationServletSecurityAutoConfiguration {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean(name = "contractNotificationSecurityFilterChain")
	SecurityFilterChain contractNotificationSecurityFilterChain(HttpSecurity http,
			NotificationEndpointSettings settings) throws Exception {
		return http.securityMatcher((request) -> request.getRequestURI().equals(settings.path()))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.build();
	}

}
