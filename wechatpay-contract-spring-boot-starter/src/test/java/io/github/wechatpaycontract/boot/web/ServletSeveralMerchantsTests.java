package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractSeveralMerchantsTests} on Spring MVC.
 */
class ServletSeveralMerchantsTests extends AbstractSeveralMerchantsTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.SERVLET;
	}

}
