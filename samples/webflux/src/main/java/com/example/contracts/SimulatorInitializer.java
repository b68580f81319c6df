package com.example.contracts;

import java.net.URI;
import java.time.Clock;

import io.github.wechatpaycontract.simulator.PortUnavailableException;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Starts a simulator with generated keys and points {@code wechatpay.*} at it, unless the
 * profile {@code real} is active. Both go by the simulator's clock, so that moving it on
 * the simulator's page moves the shop's sessions as well. It notifies the shop also when
 * the payer ends a contract on the phone, which WeChat Pay may not.
 */
class SimulatorInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

	@Override
	public void initialize(GenericApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		if (environment.acceptsProfiles(Profiles.of("real"))) {
			return;
		}
		String notifyUrl = "http://localhost:" + environment.getProperty("server.port", "8080")
				+ "/wechatpay/contract/notify";
		WechatPaySimulator simulator = start(environment.getRequiredProperty("simulator.port", Integer.class),
				notifyUrl);
		environment.getPropertySources()
			.addFirst(new MapPropertySource("simulator", simulator.springProperties(notifyUrl)));
		context.registerBean(WechatPaySimulator.class, () -> simulator);
		context.registerBean("wechatPayClock", Clock.class, simulator::clock);
	}

	private static WechatPaySimulator start(int port, String notifyUrl) {
		try {
			return WechatPaySimulator.builder()
				.port(port)
				.clientsShareClock(true)
				.terminationUrl(URI.create(notifyUrl))
				.start();
		}
		catch (PortUnavailableException ex) {
			throw new InvalidConfigurationPropertyValueException("simulator.port", port,
					"The simulator of WeChat Pay cannot listen on port %d (%s). Choose another with --simulator.port=%d"
						.formatted(port, NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), port + 1));
		}
	}

}
