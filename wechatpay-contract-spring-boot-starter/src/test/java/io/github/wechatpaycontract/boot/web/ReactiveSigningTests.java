package io.github.wechatpaycontract.boot.web;

import org.junit.jupiter.api.Tag;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractSigningTests} on Spring WebFlux.
 */
@Tag("webflux")
class ReactiveSigningTests extends AbstractSigningTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.REACTIVE;
	}

	@Override
	boolean blocksRequestThreads() {
		return false;
	}

}
