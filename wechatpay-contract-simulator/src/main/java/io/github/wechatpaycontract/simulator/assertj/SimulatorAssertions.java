package io.github.wechatpaycontract.simulator.assertj;

import io.github.wechatpaycontract.simulator.WechatPaySimulator;

/**
 * Where assertions about a simulator begin:
 *
 * <pre>
 * import static io.github.wechatpaycontract.simulator.assertj.RequestPattern.preEntrustSign;
 * import static io.github.wechatpaycontract.simulator.assertj.SimulatorAssertions.assertThat;
 *
 * assertThat(simulator).received(preEntrustSign().contract("bicycle17"));
 * assertThat(simulator).contract("bicycle17").isSigned().acknowledgedNotification();
 * </pre>
 *
 * It may be imported beside AssertJ's own {@code assertThat}.
 */
public final class SimulatorAssertions {

	private SimulatorAssertions() {
	}

	/**
	 * Begins an assertion.
	 * @param simulator what it is about
	 * @return the assertion
	 */
	public static SimulatorAssert assertThat(WechatPaySimulator simulator) {
		return new SimulatorAssert(simulator);
	}

}
