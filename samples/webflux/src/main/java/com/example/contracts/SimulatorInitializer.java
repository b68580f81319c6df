package com.example.contracts;

import java.time.Clock;

import io.github.wechatpaycontract.simulator.WechatPaySimulator;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Starts a simulator with generated keys and points {@code wechatpay.*} at it, unless the
 * profile {@code real} is active. Both go by the simulator's clock, so that moving it on
 * the simulator's page moves the shop's sessions as well.
 */
class SimulatorInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

	@Override
	public void initialize(GenericApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		if (environment.acceptsProfiles(Profiles.of("real"))) {
			return;
		}
		int port = environment.getProperty("simulator.port", Integer.class, 9080);
		WechatPaySimulator simulator = WechatPaySimulator.builder().port(port).clientsShareClock(true).start();
		String notifyUrl = "http://localhost:" + environment.getProperty("server.port", "8080")
				+ "/wechatpay/contract/notify";
		environment.getPropertySources()
			.addFirst(new MapPropertySource("simulator", simulator.springProperties(notifyUrl)));
		context.registerBean(WechatPaySimulator.class, () -> simulator);
		context.registerBean("wechatPayClock", Clock.class, simulator::clock);
	}

}
