package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractSecurityTests} on Spring MVC.
 */
class ServletSecurityTests extends AbstractSecurityTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.SERVLET;
	}

	@Override
	Class<?> ownChainApplication() {
		return ServletOwnChainApplication.class;
	}

}
