package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractLedgerTests} on Spring MVC.
 */
class ServletLedgerTests extends AbstractLedgerTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.SERVLET;
	}

}
