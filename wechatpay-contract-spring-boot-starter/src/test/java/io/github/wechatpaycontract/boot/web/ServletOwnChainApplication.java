package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * An application on Spring MVC that protects everything itself.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(SecuredApplication.class)
public class ServletOwnChainApplication {

	@Bean
	SecurityFilterChain ownChain(HttpSecurity http) throws Exception {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

}
