package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractFilterTests} on Spring MVC.
 */
class ServletFilterTests extends AbstractFilterTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.SERVLET;
	}

	@Override
	Class<?> applicationClass() {
		return ServletFilterApplication.class;
	}

}
