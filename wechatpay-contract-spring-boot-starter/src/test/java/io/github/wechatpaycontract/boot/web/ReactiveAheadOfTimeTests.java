package io.github.wechatpaycontract.boot.web;

import io.github.wechatpaycontract.boot.RunningApplication;
import org.junit.jupiter.api.Tag;

/**
 * {@link ReactiveLedgerTests} with an application that was prepared ahead of time.
 */
@Tag("webflux")
@Tag("any-line")
@Tag("case-169")
class ReactiveAheadOfTimeTests extends ReactiveLedgerTests {

	@Override
	RunningApplication startApplication(String... settings) {
		return RunningApplication.startAheadOfTime(stack(), LedgerApplication.class, simulator(), settings);
	}

}
