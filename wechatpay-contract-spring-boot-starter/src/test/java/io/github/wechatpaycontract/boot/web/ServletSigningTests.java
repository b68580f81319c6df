package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractSigningTests} on Spring MVC.
 */
class ServletSigningTests extends AbstractSigningTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.SERVLET;
	}

	@Override
	boolean blocksRequestThreads() {
		return true;
	}

}
