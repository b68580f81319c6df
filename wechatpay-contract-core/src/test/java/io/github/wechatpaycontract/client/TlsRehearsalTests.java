package io.github.wechatpaycontract.client;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link TlsRehearsal}.
 */
class TlsRehearsalTests {

	@Test
	void runWhenJvmTrustsAuthoritiesChecksOne() {
		assertThatNoException().isThrownBy(TlsRehearsal::run);
	}

}
