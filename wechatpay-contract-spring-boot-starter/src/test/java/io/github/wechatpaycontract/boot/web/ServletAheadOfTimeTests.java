package io.github.wechatpaycontract.boot.web;

import io.github.wechatpaycontract.boot.RunningApplication;
import org.junit.jupiter.api.Tag;

/**
 * {@link ServletEndpointSignatureTests} with an application that was prepared ahead of
 * time.
 */
@Tag("case-169")
class ServletAheadOfTimeTests extends ServletEndpointSignatureTests {

	@Override
	RunningApplication startApplication() {
		return RunningApplication.startAheadOfTime(stack(), applicationClass(), simulator(), settings());
	}

}
