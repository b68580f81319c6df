package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractEndpointSignatureTests} on Spring MVC.
 */
class ServletEndpointSignatureTests extends AbstractEndpointSignatureTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.SERVLET;
	}

}
