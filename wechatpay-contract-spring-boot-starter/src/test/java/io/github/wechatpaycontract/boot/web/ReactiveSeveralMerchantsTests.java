package io.github.wechatpaycontract.boot.web;

import org.junit.jupiter.api.Tag;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractSeveralMerchantsTests} on Spring WebFlux.
 */
@Tag("webflux")
class ReactiveSeveralMerchantsTests extends AbstractSeveralMerchantsTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.REACTIVE;
	}

}
