package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractEndpointTransportTests} on Spring MVC.
 */
class ServletEndpointTransportTests extends AbstractEndpointTransportTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.SERVLET;
	}

}
