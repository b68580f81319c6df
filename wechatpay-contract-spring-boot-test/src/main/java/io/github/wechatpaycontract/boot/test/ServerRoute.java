package io.github.wechatpaycontract.boot.test;

import java.net.URI;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.springframework.core.env.Environment;

/**
 * Leads from a notify URL to the same path at the application's own port, which is known
 * only once its server runs.
 *
 * @param environment the application's environment
 */
record ServerRoute(Environment environment) implements UnaryOperator<URI> {

	private static final String ELSEWHERE = ", or send notifications elsewhere with "
			+ "simulator.notifications().routeTo(...)";

	@Override
	public URI apply(URI notifyUrl) {
		String port = this.environment.getProperty("local.server.port");
		if (port == null) {
			throw new IllegalStateException("No server of the application runs to be notified; use "
					+ "@SpringBootTest(webEnvironment = RANDOM_PORT)" + ELSEWHERE);
		}
		if (isSecured()) {
			throw new IllegalStateException(
					"The server of the application wants TLS, with a certificate that the simulator has no reason to "
							+ "trust; set 'server.ssl.enabled=false' in the test" + ELSEWHERE);
		}
		return URI.create("http://localhost:" + port + notifyUrl.getRawPath());
	}

	private boolean isSecured() {
		return this.environment.getProperty("server.ssl.enabled", Boolean.class, true)
				&& Stream.of("bundle", "key-store", "certificate")
					.anyMatch((name) -> this.environment.containsProperty("server.ssl." + name));
	}

}
