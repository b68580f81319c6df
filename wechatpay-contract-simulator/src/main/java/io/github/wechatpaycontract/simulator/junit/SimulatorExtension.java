package io.github.wechatpaycontract.simulator.junit;

import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.WechatPaySimulatorBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs a simulator for tests. Registered on the class or as a static field it runs from
 * before the first to after the last test and is reset after each; registered as an
 * instance field it is a new one for each test. All simulators started by extensions of
 * one JVM share one merchant with generated keys, unless {@link #with with} adds others.
 * <p>
 * A test gets at it through {@link #simulator()}, or by a parameter of type
 * {@link WechatPaySimulator} or {@link SimulatedMerchant}.
 */
public final class SimulatorExtension
		implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

	private final UnaryOperator<WechatPaySimulatorBuilder> settings;

	private @Nullable WechatPaySimulator simulator;

	private int classes;

	/**
	 * A simulator with usual settings.
	 */
	public SimulatorExtension() {
		this(UnaryOperator.identity());
	}

	private SimulatorExtension(UnaryOperator<WechatPaySimulatorBuilder> settings) {
		this.settings = settings;
	}

	/**
	 * A simulator with settings.
	 * @param settings changes the builder
	 * @return the extension
	 */
	public static SimulatorExtension with(UnaryOperator<WechatPaySimulatorBuilder> settings) {
		return new SimulatorExtension(settings);
	}

	/**
	 * The simulator of this test, started if it is the first to ask.
	 * @return the running simulator
	 */
	public synchronized WechatPaySimulator simulator() {
		WechatPaySimulator running = this.simulator;
		if (running == null) {
			running = this.settings.apply(WechatPaySimulator.builder().defaultMerchant(() -> SharedMerchant.INSTANCE))
				.start();
			this.simulator = running;
		}
		return running;
	}

	@Override
	public synchronized void beforeAll(ExtensionContext context) {
		this.classes++;
		simulator();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		simulator();
	}

	@Override
	public synchronized void afterEach(ExtensionContext context) {
		if (this.classes == 0) {
			close();
		}
		else if (this.simulator != null) {
			this.simulator.reset();
		}
	}

	@Override
	public synchronized void afterAll(ExtensionContext context) {
		this.classes--;
		if (this.classes == 0) {
			close();
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return type == WechatPaySimulator.class || type == SimulatedMerchant.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return (parameter.getParameter().getType() == SimulatedMerchant.class) ? simulator().merchant() : simulator();
	}

	private void close() {
		if (this.simulator != null) {
			this.simulator.close();
			this.simulator = null;
		}
	}

	/**
	 * The merchant of this JVM, made when first asked for.
	 */
	private static final class SharedMerchant {

		static final SimulatedMerchant INSTANCE = SimulatedMerchant.generate();

	}

}
