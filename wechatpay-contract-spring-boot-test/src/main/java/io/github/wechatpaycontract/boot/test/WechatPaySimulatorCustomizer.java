package io.github.wechatpaycontract.boot.test;

import io.github.wechatpaycontract.simulator.WechatPaySimulatorBuilder;

/**
 * Changes the settings of the simulator that a test is given.
 *
 * @see AutoConfigureWechatPaySimulator#customizers()
 */
@FunctionalInterface
public interface WechatPaySimulatorCustomizer {

	/**
	 * Changes the settings before the simulator starts.
	 * @param builder the settings
	 */
	void customize(WechatPaySimulatorBuilder builder);

}
