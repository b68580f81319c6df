package io.github.wechatpaycontract.boot.web;

import io.github.wechatpaycontract.boot.RecordingHandler;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * An application that configures nothing of Spring Security.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(GreetingController.class)
public class SecuredApplication {

	@Bean
	ReactorResourceFactory reactorResourceFactory() {
		return EndpointApplication.ownEventLoops();
	}

	@Bean
	RecordingHandler recordingHandler() {
		return new RecordingHandler();
	}

}
