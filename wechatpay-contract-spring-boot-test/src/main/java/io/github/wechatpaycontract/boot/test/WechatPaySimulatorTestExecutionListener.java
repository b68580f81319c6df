package io.github.wechatpaycontract.boot.test;

import io.github.wechatpaycontract.simulator.WechatPaySimulator;

import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Resets the simulator after each test, as the last thing done.
 */
class WechatPaySimulatorTestExecutionListener implements TestExecutionListener, Ordered {

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext()) {
			ApplicationContext context = testContext.getApplicationContext();
			if (context.containsBean(WechatPaySimulatorContextCustomizer.SIMULATOR)) {
				context.getBean(WechatPaySimulatorContextCustomizer.SIMULATOR, WechatPaySimulator.class).reset();
			}
		}
	}

}
