package io.github.wechatpaycontract.boot.web;

import io.github.wechatpaycontract.boot.RawClient;
import io.github.wechatpaycontract.boot.RawRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AbstractEndpointTransportTests} on Spring WebFlux.
 */
@Tag("webflux")
class ReactiveEndpointTransportTests extends AbstractEndpointTransportTests {

	@Override
	WebApplicationType stack() {
		return WebApplicationType.REACTIVE;
	}

	@Test
	void serverIsReactorNetty() {
		Object server = PropertyAccessorFactory.forBeanPropertyAccess(this.application.context())
			.getPropertyValue("webServer");
		assertThat(server).extracting((it) -> it.getClass().getSimpleName()).isEqualTo("NettyWebServer");
	}

	@Test
	@Tag("case-57")
	void silentBodiesAreCutAtTheDeadline() {
		RawRequest request = RawRequest.of("POST", PATH).signedAs(genuine()).with("Content-Length: 100");
		try (RawClient client = new RawClient(this.application.port())) {
			client.write(request);
			long start = System.nanoTime();
			assertThat(client.read().status()).isEqualTo(401);
			client.awaitClose();
			assertThat(System.nanoTime() - start).isLessThan(BODY_TIMEOUT.multipliedBy(3).toNanos());
		}
	}

}
