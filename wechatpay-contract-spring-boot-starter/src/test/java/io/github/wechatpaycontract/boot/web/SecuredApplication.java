package io.github.wechatpaycontract.boot.web;

import io.github.wechatpaycontract.boot.RecordingHandler;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * An application that configures nothing of Spring Security but an encoder that is quick,
 * since the tests log in a thousand times.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(GreetingController.class)
public class SecuredApplication {

	static final PasswordEncoder PASSWORD_ENCODER = new BCryptPasswordEncoder(4);

	@Bean
	PasswordEncoder passwordEncoder() {
		return PASSWORD_ENCODER;
	}

	@Bean
	ReactorResourceFactory reactorResourceFactory() {
		return EndpointApplication.ownEventLoops();
	}

	@Bean
	RecordingHandler recordingHandler() {
		return new RecordingHandler();
	}

}
