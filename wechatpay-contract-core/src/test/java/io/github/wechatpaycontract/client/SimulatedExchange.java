package io.github.wechatpaycontract.client;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.TestPlatform;
import reactor.netty.http.client.HttpClient;

/**
 * Exchanges with a server on this host, of the merchant of the vectors.
 */
public final class SimulatedExchange {

	private SimulatedExchange() {
	}

	public static SignedExchange to(URI baseUrl) {
		return to(baseUrl, Clock.systemUTC(), UnaryOperator.identity());
	}

	public static SignedExchange to(URI baseUrl, Clock clock, UnaryOperator<HttpClient> customizer) {
		return new SignedExchange(TestPlatform.merchant(), settings(baseUrl), clock, customizer);
	}

	public static SignedExchange to(URI baseUrl, Duration callTimeout) {
		return new SignedExchange(TestPlatform.merchant(),
				settings(baseUrl).withTimeouts(Duration.ofSeconds(2), callTimeout.multipliedBy(4), callTimeout),
				Clock.systemUTC());
	}

	public static ClientSettings settings(URI baseUrl) {
		return ClientSettings.DEFAULT.withBaseUrl(BaseUrl.of(baseUrl, false))
			.withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));
	}

}
