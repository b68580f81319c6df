package io.github.wechatpaycontract.client;

import io.netty.handler.ssl.OpenSsl;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the other tests' TLS is; the profile {@code openssl} changes it.
 */
class TlsTests {

	@Test
	void tlsIsTheOneThatTheseTestsAreFor() {
		assertThat(OpenSsl.isAvailable()).isEqualTo(Boolean.getBoolean("tls.openssl"));
	}

}
