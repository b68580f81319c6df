package io.github.wechatpaycontract.boot.test;

import java.time.Clock;
import java.util.List;

import io.github.wechatpaycontract.simulator.ResendSchedule;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.WechatPaySimulatorBuilder;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts a simulator for a context. Being equal where the annotations are, it lets
 * contexts be shared.
 *
 * @param resends whether notifications are sent again until they are acknowledged
 * @param customizers what changes its settings
 */
record WechatPaySimulatorContextCustomizer(boolean resends,
		List<Class<? extends WechatPaySimulatorCustomizer>> customizers) implements ContextCustomizer {

	static final String SIMULATOR = "wechatPaySimulator";

	/**
	 * The name under which the starter looks for a clock.
	 */
	static final String CLOCK = "wechatPayClock";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		ConfigurableEnvironment environment = context.getEnvironment();
		WechatPaySimulator simulator = start(new ServerRoute(environment));
		DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
		beans.registerSingleton(SIMULATOR, simulator);
		beans.registerDisposableBean(SIMULATOR, simulator::close);
		context.addBeanFactoryPostProcessor((factory) -> {
			if (!factory.containsBean(CLOCK)) {
				beans.registerBeanDefinition(CLOCK, clock(simulator));
			}
		});
		new SimulatorProperties(environment).pointAt(simulator);
	}

	private WechatPaySimulator start(ServerRoute route) {
		WechatPaySimulatorBuilder builder = WechatPaySimulator.builder()
			.defaultMerchant(() -> SharedMerchant.INSTANCE)
			.clientsShareClock(true)
			.resendSchedule(this.resends ? ResendSchedule.general() : ResendSchedule.of())
			.notificationRoute(route);
		this.customizers.forEach((type) -> BeanUtils.instantiateClass(type).customize(builder));
		return builder.start();
	}

	/**
	 * Injected by its name only, not in place of a clock of the application's own; before
	 * Spring Framework 6.2 a bean cannot say so.
	 */
	private static BeanDefinition clock(WechatPaySimulator simulator) {
		RootBeanDefinition definition = new RootBeanDefinition(Clock.class, simulator::clock);
		BeanWrapper properties = new BeanWrapperImpl(definition);
		if (properties.isWritableProperty("defaultCandidate")) {
			properties.setPropertyValue("defaultCandidate", false);
		}
		return definition;
	}

	/**
	 * The merchant of this JVM: its keys take some hundred milliseconds to make.
	 */
	private static final class SharedMerchant {

		static final SimulatedMerchant INSTANCE = SimulatedMerchant.generate();

	}

}
