package io.github.wechatpaycontract.boot.web;

import org.junit.jupiter.api.Tag;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractEndpointBodyTests} on Spring WebFlux.
 */
@Tag("webflux")
class ReactiveEndpointBodyTests extends AbstractEndpointBodyTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.REACTIVE;
	}

}
