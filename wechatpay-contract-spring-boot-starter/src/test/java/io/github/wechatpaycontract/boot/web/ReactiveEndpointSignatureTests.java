package io.github.wechatpaycontract.boot.web;

import org.junit.jupiter.api.Tag;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractEndpointSignatureTests} on Spring WebFlux.
 */
@Tag("webflux")
class ReactiveEndpointSignatureTests extends AbstractEndpointSignatureTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.REACTIVE;
	}

}
