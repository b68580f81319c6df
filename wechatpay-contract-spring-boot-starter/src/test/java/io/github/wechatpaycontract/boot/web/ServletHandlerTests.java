package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractHandlerTests} on Spring MVC.
 */
class ServletHandlerTests extends AbstractHandlerTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.SERVLET;
	}

}
