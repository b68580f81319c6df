package io.github.wechatpaycontract.client;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.TestPlatform;
import reactor.netty.http.client.HttpClient;

/**
 * Exchanges with a server on this host, of the merchant of the vectors. Nothing is
 * repeated unless asked for.
 */
public final class SimulatedExchange {

	private static final AtomicBoolean warm = new AtomicBoolean();

	private SimulatedExchange() {
	}

	public static SignedExchange to(URI baseUrl) {
		return to(baseUrl, Clock.systemUTC(), UnaryOperator.identity());
	}

	public static SignedExchange to(URI baseUrl, Clock clock, UnaryOperator<HttpClient> customizer) {
		return new SignedExchange(TestPlatform.merchant(), settings(baseUrl), clock, customizer);
	}

	/** With little time for a call, so the first in a JVM is preceded by a warm-up. */
	public static SignedExchange to(URI baseUrl, Duration callTimeout) {
		SignedExchange exchange = new SignedExchange(TestPlatform.merchant(),
				settings(baseUrl)
					.withTimeouts(new TimeoutSettings(Duration.ofSeconds(2), callTimeout.multipliedBy(4), callTimeout)),
				Clock.systemUTC());
		if (warm.compareAndSet(false, true)) {
			exchange.warmUp().block(Duration.ofSeconds(30));
		}
		return exchange;
	}

	/** Not on this host, so that notify URLs are checked as WeChat Pay's are. */
	public static SignedExchange toUnknownHost() {
		ClientSettings settings = settings(URI.create("https://localhost"))
			.withHosts(HostSettings.only(BaseUrl.of(URI.create("https://wechatpay.invalid"), true)));
		return new SignedExchange(TestPlatform.merchant(), settings, Clock.systemUTC());
	}

	public static ClientSettings settings(URI baseUrl) {
		return ClientSettings.DEFAULT.withHosts(HostSettings.only(BaseUrl.of(baseUrl, false)))
			.withTimeouts(new TimeoutSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10)))
			.withMaxAttempts(1);
	}

}
