package io.github.wechatpaycontract.boot.web;

import org.junit.jupiter.api.Tag;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractSecurityTests} on Spring WebFlux.
 */
@Tag("webflux")
class ReactiveSecurityTests extends AbstractSecurityTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.REACTIVE;
	}

	@Override
	Class<?> ownChainApplication() {
		return ReactiveOwnChainApplication.class;
	}

}
