package io.github.wechatpaycontract.boot.web;

import org.junit.jupiter.api.Tag;

import org.springframework.boot.WebApplicationType;

/**
 * {@link AbstractLedgerTests} on Spring WebFlux.
 */
@Tag("webflux")
class ReactiveLedgerTests extends AbstractLedgerTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.REACTIVE;
	}

}
