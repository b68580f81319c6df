package io.github.wechatpaycontract.boot.web;

import org.junit.jupiter.api.Tag;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractHandlerTests} on Spring WebFlux.
 */
@Tag("webflux")
class ReactiveHandlerTests extends AbstractHandlerTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.REACTIVE;
	}

}
