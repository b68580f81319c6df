package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractEndpointBodyTests} on Spring MVC.
 */
class ServletEndpointBodyTests extends AbstractEndpointBodyTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.SERVLET;
	}

}
