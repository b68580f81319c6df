package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * An application on Spring WebFlux that protects everything itself.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(SecuredApplication.class)
public class ReactiveOwnChainApplication {

	@Bean
	SecurityWebFilterChain ownChain(ServerHttpSecurity http) {
		return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

}
