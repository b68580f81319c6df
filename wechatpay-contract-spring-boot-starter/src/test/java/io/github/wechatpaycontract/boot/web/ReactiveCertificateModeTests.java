package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractCertificateModeTests} on WebFlux.
 */
class ReactiveCertificateModeTests extends AbstractCertificateModeTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.REACTIVE;
	}

}
