package io.github.wechatpaycontract.faults;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.client.ApiAnswer;
import io.github.wechatpaycontract.client.ApiRequest;
import io.github.wechatpaycontract.client.BaseUrl;
import io.github.wechatpaycontract.client.BlockingBridge;
import io.github.wechatpaycontract.client.ClientSettings;
import io.github.wechatpaycontract.client.HostSettings;
import io.github.wechatpaycontract.client.PoolSettings;
import io.github.wechatpaycontract.client.TimeoutSettings;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.merchant.Merchant;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An exchange with little patience, which counts its connections. The one place that
 * knows how an exchange is made.
 */
final class FaultExchange implements AutoCloseable {

	/** How long a call may take. */
	static final Duration DEADLINE = Duration.ofMillis(400);

	/** How much later than its deadline a call may end. */
	static final Duration MARGIN = Scale.isFull() ? Duration.ofMillis(100) : Duration.ofSeconds(2);

	/** How long a test waits for what must happen. */
	static final Duration LIMIT = Duration.ofSeconds(10);

	/** A call that may not be repeated when its outcome is unknown. */
	static final ApiRequest POST = ApiRequest.post("/v3/synthetic/x", Map.of("a", "密"), List.of());

	/** A call that may always be repeated. */
	static final ApiRequest GET = ApiRequest.get("/v3/synthetic/x");

	private int channels;

	private int mostChannels;

	private int opened;

	private final SignedExchange exchange;

	private FaultExchange(Merchant merchant, ClientSettings settings, Clock clock,
			UnaryOperator<HttpClient> customizer) {
		this.exchange = new SignedExchange(merchant, settings, clock,
				(client) -> customizer.apply(client).doOnChannelInit((observer, channel, remote) -> {
					count(1);
					channel.closeFuture().addListener((closed) -> count(-1));
				}));
	}

	/** Calls the simulator, or something before it. */
	static FaultExchange to(URI baseUrl) {
		return to(baseUrl, UnaryOperator.identity());
	}

	static FaultExchange to(URI baseUrl, UnaryOperator<HttpClient> customizer) {
		return to(baseUrl, 4, customizer);
	}

	/** With so many connections at most. */
	static FaultExchange to(URI baseUrl, int connections, UnaryOperator<HttpClient> customizer) {
		return new FaultExchange(TestPlatform.merchant(), hurried(sized(baseUrl, connections)), Clock.systemUTC(),
				customizer);
	}

	/** With timeouts that no call meets unless something hangs. */
	static FaultExchange patientlyTo(URI baseUrl, UnaryOperator<HttpClient> customizer) {
		return patientlyTo(baseUrl, 4, customizer);
	}

	static FaultExchange patientlyTo(URI baseUrl, int connections, UnaryOperator<HttpClient> customizer) {
		return new FaultExchange(TestPlatform.merchant(), patient(sized(baseUrl, connections)), Clock.systemUTC(),
				customizer);
	}

	/** With another connect timeout, and patient otherwise. */
	static FaultExchange patientlyTo(URI baseUrl, Duration connectTimeout, UnaryOperator<HttpClient> customizer) {
		return new FaultExchange(TestPlatform.merchant(),
				sized(baseUrl, 4).withTimeouts(new TimeoutSettings(connectTimeout, LIMIT, LIMIT)), Clock.systemUTC(),
				customizer);
	}

	/** With a backup, and the timeouts that users get. */
	static FaultExchange to(HostSettings hosts, UnaryOperator<HttpClient> customizer) {
		return new FaultExchange(TestPlatform.merchant(), ClientSettings.DEFAULT.withHosts(hosts), Clock.systemUTC(),
				customizer);
	}

	/** With a backup, and little time for a call. */
	static FaultExchange hurriedlyTo(HostSettings hosts, Duration call) {
		TimeoutSettings usual = TimeoutSettings.DEFAULT;
		return new FaultExchange(TestPlatform.merchant(),
				ClientSettings.DEFAULT.withHosts(hosts)
					.withTimeouts(new TimeoutSettings(usual.connect(), usual.response(), call)),
				Clock.systemUTC(), UnaryOperator.identity());
	}

	/** Calls a server whose answers are signed at the time of the vectors. */
	static FaultExchange patientlyAtNow(URI baseUrl) {
		return new FaultExchange(TestPlatform.mixedMerchant(), patient(sized(baseUrl, 4)), TestPlatform.CLOCK,
				UnaryOperator.identity());
	}

	/** The same, but what may be repeated is. */
	static FaultExchange persistentlyAtNow(URI baseUrl) {
		return new FaultExchange(TestPlatform.mixedMerchant(), patient(sized(baseUrl, 4)).withMaxAttempts(3),
				TestPlatform.CLOCK, UnaryOperator.identity());
	}

	private static ClientSettings hurried(ClientSettings settings) {
		return settings.withTimeouts(new TimeoutSettings(DEADLINE.dividedBy(2), DEADLINE.multipliedBy(2), DEADLINE));
	}

	private static ClientSettings patient(ClientSettings settings) {
		return settings.withTimeouts(new TimeoutSettings(Duration.ofSeconds(2), LIMIT, LIMIT));
	}

	private static ClientSettings sized(URI baseUrl, int connections) {
		PoolSettings pool = new PoolSettings(connections, 16 * connections, Duration.ofSeconds(10),
				Duration.ofSeconds(6), Duration.ofMinutes(5));
		return ClientSettings.DEFAULT.withHosts(HostSettings.only(BaseUrl.of(baseUrl, true)))
			.withPool(pool)
			.withMaxAttempts(1);
	}

	Mono<ApiAnswer> call(ApiRequest request) {
		return this.exchange.exchange(request);
	}

	Outcome outcome(ApiRequest request) {
		return outcome(Front.REACTIVE, request);
	}

	Outcome outcome(Front front, ApiRequest request) {
		return Outcome.of(() -> front.call(this.exchange, request));
	}

	/** Waits until the client has so many connections open. */
	synchronized void awaitChannels(int count) throws InterruptedException {
		long end = System.nanoTime() + LIMIT.toNanos();
		for (long left = LIMIT.toMillis(); this.channels != count && left > 0;) {
			wait(left);
			left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
		}
		assertThat(this.channels).as("open connections").isEqualTo(count);
	}

	/** How many connections the client had open at most. */
	synchronized int mostChannels() {
		return this.mostChannels;
	}

	/** How many connections were attempted so far. */
	synchronized int opened() {
		return this.opened;
	}

	private synchronized void count(int more) {
		this.opened += Math.max(more, 0);
		this.channels += more;
		this.mostChannels = Math.max(this.mostChannels, this.channels);
		notifyAll();
	}

	@Override
	public void close() {
		this.exchange.close();
	}

	/**
	 * The two ways to call.
	 */
	enum Front {

		BLOCKING {

			@Override
			ApiAnswer call(SignedExchange exchange, ApiRequest request) {
				return BlockingBridge.await(() -> exchange.exchange(request), SignedExchange.class);
			}

		},

		REACTIVE {

			@Override
			ApiAnswer call(SignedExchange exchange, ApiRequest request) {
				return exchange.exchange(request).toFuture().join();
			}

		};

		abstract ApiAnswer call(SignedExchange exchange, ApiRequest request);

	}

}
