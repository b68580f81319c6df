package io.github.wechatpaycontract.boot.web;

import java.time.Clock;
import java.time.Duration;

import io.github.wechatpaycontract.boot.MutableClock;
import io.github.wechatpaycontract.boot.RecordingHandler;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * An application that receives notifications on whichever web stack it is started.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EndpointApplication {

	/** Shared with the simulator: it stands still, so that edges are exact. */
	static final MutableClock CLOCK = new MutableClock();

	@Bean
	ReactorResourceFactory reactorResourceFactory() {
		return ownEventLoops();
	}

	@Bean
	RecordingHandler recordingHandler() {
		return new RecordingHandler();
	}

	@Bean
	Clock wechatPayClock() {
		return CLOCK;
	}

	/**
	 * Else the first application to close takes the event loops of the others with it.
	 */
	static ReactorResourceFactory ownEventLoops() {
		ReactorResourceFactory factory = new ReactorResourceFactory();
		factory.setUseGlobalResources(false);
		factory.setShutdownQuietPeriod(Duration.ZERO);
		return factory;
	}

}
