package io.github.wechatpaycontract.boot.test;

import java.net.URI;
import java.util.function.UnaryOperator;

import org.springframework.core.env.Environment;

/**
 * Leads from a notify URL to the same path at the application's own port, which is known
 * only once its server runs.
 *
 * @param environment the application's environment
 */
record ServerRoute(Environment environment) implements UnaryOperator<URI> {

	@Override
	public URI apply(URI notifyUrl) {
		String port = this.environment.getProperty("local.server.port");
		if (port == null) {
			throw new IllegalStateException("No server of the application runs to be notified; use "
					+ "@SpringBootTest(webEnvironment = RANDOM_PORT), or send notifications elsewhere with "
					+ "simulator.notifications().routeTo(...)");
		}
		return URI.create("http://localhost:" + port + notifyUrl.getRawPath());
	}

}
