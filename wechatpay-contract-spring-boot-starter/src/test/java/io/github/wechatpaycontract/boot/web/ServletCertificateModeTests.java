package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractCertificateModeTests} on Spring MVC.
 */
class ServletCertificateModeTests extends AbstractCertificateModeTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.SERVLET;
	}

}
