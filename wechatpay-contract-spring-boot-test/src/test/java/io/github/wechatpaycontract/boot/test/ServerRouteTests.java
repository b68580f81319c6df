package io.github.wechatpaycontract.boot.test;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ServerRouteTests {

	private static final URI NOTIFY_URL = URI.create("https://pay.example.com/shop/pay/notify");

	private final MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "8443");

	private final ServerRoute route = new ServerRoute(this.environment);

	@Test
	void pathStaysAndTheServerIsTheApplications() {
		assertThat(this.route.apply(NOTIFY_URL)).hasToString("http://localhost:8443/shop/pay/notify");
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.ssl.bundle", "server.ssl.key-store", "server.ssl.certificate" })
	void serverWithTlsCannotBeNotifiedAndSaysWhatToDo(String name) {
		this.environment.setProperty(name, "shop");
		assertThatIllegalStateException().isThrownBy(() -> this.route.apply(NOTIFY_URL))
			.withMessageContaining("server.ssl.enabled=false")
			.withMessageContaining("routeTo");
		this.environment.setProperty("server.ssl.enabled", "false");
		assertThat(this.route.apply(NOTIFY_URL)).hasScheme("http").hasPort(8443);
	}

}
