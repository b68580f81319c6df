package io.github.wechatpaycontract.boot.test;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ServerRouteTests {

	private static final URI NOTIFY_URL = URI.create("https://pay.example.com/shop/pay/notify");

	private final Map<String, Object> properties = new HashMap<>(Map.of("local.server.port", "8443"));

	private final StandardEnvironment environment = new StandardEnvironment();

	private final ServerRoute route = new ServerRoute(this.environment);

	@BeforeEach
	void configure() {
		this.environment.getPropertySources().addFirst(new MapPropertySource("test", this.properties));
	}

	@Test
	void pathStaysAndTheServerIsTheApplications() {
		assertThat(this.route.apply(NOTIFY_URL)).hasToString("http://localhost:8443/shop/pay/notify");
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.ssl.bundle", "server.ssl.key-store", "server.ssl.certificate" })
	void serverWithTlsCannotBeNotifiedAndSaysWhatToDo(String name) {
		this.properties.put(name, "shop");
		assertThatIllegalStateException().isThrownBy(() -> this.route.apply(NOTIFY_URL))
			.withMessageContaining("server.ssl.enabled=false")
			.withMessageContaining("routeTo");
		this.properties.put("server.ssl.enabled", "false");
		assertThat(this.route.apply(NOTIFY_URL)).hasScheme("http").hasPort(8443);
	}

}
