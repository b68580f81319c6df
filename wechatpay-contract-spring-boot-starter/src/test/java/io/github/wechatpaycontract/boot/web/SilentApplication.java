package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * An application without a handler.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SilentApplication {

	@Bean
	ReactorResourceFactory reactorResourceFactory() {
		return EndpointApplication.ownEventLoops();
	}

}
