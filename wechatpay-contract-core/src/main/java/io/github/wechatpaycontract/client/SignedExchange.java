package io.github.wechatpaycontract.client;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.crypto.RandomText;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/**
 * One signed exchange with WeChat Pay: sign the bytes, send them, verify the bytes that
 * come back, and only then let anyone read them.
 * <p>
 * Every subscription is a new call, and every attempt of a call is a new request with a
 * new nonce, time and signature. When no connection to the first host holds, the call
 * goes to the backup host. Cryptography runs on {@link Schedulers#parallel()}, never on
 * an I/O event loop.
 */
public final class SignedExchange implements AutoCloseable {

	private static final int NONCE_LENGTH = 32;

	private final Merchant merchant;

	private final ClientSettings settings;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	private final HttpTransport transport;

	private final AnswerReader answerReader;

	private final CallResources resources;

	private volatile boolean closed;

	/**
	 * Creates an exchange with a connection pool of its own.
	 * @param merchant who calls
	 * @param settings how calls are made
	 * @param clock this host's clock
	 */
	public SignedExchange(Merchant merchant, ClientSettings settings, Clock clock) {
		this(merchant, settings, clock, UnaryOperator.identity());
	}

	/**
	 * Creates an exchange with a connection pool of its own. Nothing is sent, and the
	 * pool is made with the first call.
	 * @param merchant who calls
	 * @param settings how calls are made
	 * @param clock this host's clock
	 * @param customizer changes the HTTP client, for example its trust in certificates;
	 * it can switch on neither redirects nor compression nor repetition
	 */
	public SignedExchange(Merchant merchant, ClientSettings settings, Clock clock,
			UnaryOperator<HttpClient> customizer) {
		this.merchant = merchant;
		this.settings = settings;
		this.clock = clock;
		this.transport = new HttpTransport(settings, merchant.platformKeys(), customizer);
		this.answerReader = new AnswerReader(
				new SignatureVerifier(merchant.platformKeys(), clock, settings.clockSkew()), clock);
		this.resources = new CallResources(settings, new Hosts(settings.hosts(), System::nanoTime), new RetryQuota(),
				new RetryPolicy(this.random), System::nanoTime);
	}

	/**
	 * Makes a call when subscribed to.
	 * @param request the request
	 * @return the answer, verified; else an error of the
	 * {@link io.github.wechatpaycontract.WechatPayException} family
	 */
	public Mono<ApiAnswer> exchange(ApiRequest request) {
		return Mono.defer(() -> {
			if (this.closed) {
				return Mono.error(new IllegalStateException(
						"The exchange of merchant '%s' is closed; nothing was sent".formatted(mchid())));
			}
			probeHosts();
			return new Call(request, this.resources, (attempt) -> send(request, attempt)).answer();
		});
	}

	private Mono<ApiAnswer> send(ApiRequest request, Attempt attempt) {
		return this.transport.send(request, attempt, () -> sign(request))
			.publishOn(Schedulers.parallel())
			.map((answer) -> this.answerReader.read(request, attempt.signature(), answer));
	}

	private RequestSignature sign(ApiRequest request) {
		return this.merchant.sign(request.method(), request.pathAndQuery(), this.clock.instant().getEpochSecond(),
				RandomText.alphanumeric(this.random, NONCE_LENGTH), request.body());
	}

	private void probeHosts() {
		for (Host host : this.resources.hosts().dueForProbe()) {
			this.transport.probe(host)
				.doOnSuccess((nothing) -> host.reached())
				.onErrorResume((ex) -> Mono.empty())
				.subscribe();
		}
	}

	/**
	 * Loads in advance what the first call would have to. Sends nothing.
	 * @return completes when done
	 */
	public Mono<Void> warmUp() {
		return this.transport.warmUp();
	}

	/**
	 * Returns who calls.
	 * @return the merchant
	 */
	public Merchant merchant() {
		return this.merchant;
	}

	/**
	 * Returns who calls.
	 * @return the merchant number
	 */
	public String mchid() {
		return this.merchant.mchid();
	}

	/**
	 * Returns whether calls go to a simulator on this host.
	 * @return {@code true} if the base URL is a loopback address
	 */
	public boolean isLoopback() {
		return this.settings.hosts().primary().loopback();
	}

	/**
	 * Closes the connections. Calls under way fail, later ones throw
	 * {@link IllegalStateException}.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.transport.close();
	}

}
