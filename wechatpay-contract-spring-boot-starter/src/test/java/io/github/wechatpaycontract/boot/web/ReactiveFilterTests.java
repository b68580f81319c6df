package io.github.wechatpaycontract.boot.web;

import org.junit.jupiter.api.Tag;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractFilterTests} on Spring WebFlux.
 */
@Tag("webflux")
class ReactiveFilterTests extends AbstractFilterTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.REACTIVE;
	}

	@Override
	Class<?> applicationClass() {
		return ReactiveFilterApplication.class;
	}

}
