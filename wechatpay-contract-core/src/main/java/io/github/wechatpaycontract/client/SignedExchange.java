package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.crypto.RandomText;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import io.github.wechatpaycontract.observation.WorkObserver;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/**
 * One signed exchange with WeChat Pay: sign the bytes, send them, verify the bytes that
 * come back, and only then let anyone read them.
 * <p>
 * Every subscription is a new call, and every attempt of a call is a new request with a
 * new nonce, time and signature. When no connection to the first host holds, the call
 * goes to the backup host. Signatures are made and verified on event loops of our own, as
 * many as there are processors and shared by all exchanges; an answer arrives on one of
 * them, so what takes long afterwards belongs on a scheduler.
 */
public final class SignedExchange implements AutoCloseable {

	private static final int NONCE_LENGTH = 32;

	private final Merchant merchant;

	private final ClientSettings settings;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	private final WorkObserver observer;

	private final HttpTransport transport;

	private final AnswerReader answerReader;

	private final CallResources resources;

	private final @Nullable PlatformCertificates certificates;

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
	 * it can switch on neither redirects nor compression nor repetition nor HTTP/2
	 */
	public SignedExchange(Merchant merchant, ClientSettings settings, Clock clock,
			UnaryOperator<HttpClient> customizer) {
		this(merchant, settings, clock, customizer, ObservationRegistry.NOOP);
	}

	/**
	 * Creates an exchange whose calls are observed.
	 * @param merchant who calls
	 * @param settings how calls are made
	 * @param clock this host's clock
	 * @param customizer changes the HTTP client
	 * @param observationRegistry who is told of every call, in a
	 * {@link WechatPayCallContext}
	 */
	public SignedExchange(Merchant merchant, ClientSettings settings, Clock clock, UnaryOperator<HttpClient> customizer,
			ObservationRegistry observationRegistry) {
		this(merchant, settings, clock, customizer, observationRegistry, Schedulers::parallel, System::nanoTime);
	}

	SignedExchange(Merchant merchant, ClientSettings settings, Clock clock, UnaryOperator<HttpClient> customizer,
			ObservationRegistry observationRegistry, Supplier<Scheduler> timer, LongSupplier nanoTime) {
		this.merchant = merchant;
		this.settings = settings;
		this.clock = clock;
		this.observer = new WorkObserver(observationRegistry);
		this.transport = new HttpTransport(settings, customizer);
		this.answerReader = new AnswerReader(
				new SignatureVerifier(merchant.platformKeys(), clock, settings.clockSkew()), clock);
		this.resources = new CallResources(settings, new Hosts(settings.hosts(), nanoTime), new RetryQuota(),
				new RetryPolicy(this.random), nanoTime, () -> this.closed);
		this.certificates = merchant.hasPlatformCertificates() ? new PlatformCertificates(merchant,
				settings.platformCertificates(), Mono.defer(this::download), clock, timer, nanoTime, this.random)
				: null;
	}

	/**
	 * Makes a call when subscribed to.
	 * @param request the request
	 * @return the answer, verified; else an error of the
	 * {@link io.github.wechatpaycontract.WechatPayException} family, or
	 * {@link IllegalStateException} once this is closed, when nothing was sent
	 */
	public Mono<ApiAnswer> exchange(ApiRequest request) {
		return Mono.defer(() -> {
			if (this.closed) {
				return Mono.error(new IllegalStateException(
						"The exchange of merchant '%s' is closed; nothing was sent".formatted(mchid())));
			}
			probeHosts();
			return call(request, (attempt) -> send(request, attempt));
		});
	}

	private Mono<ApiAnswer> call(ApiRequest request, Function<Attempt, Mono<ApiAnswer>> sender) {
		if (this.observer.isNoop()) {
			return new Call(request, this.resources, Call.UNOBSERVED, sender).answer();
		}
		return this.observer.observe(() -> new WechatPayCallContext(mchid(), request), CallConvention.INSTANCE,
				(context) -> new Call(request, this.resources, context::happened, sender).answer());
	}

	private Mono<ApiAnswer> send(ApiRequest request, Attempt attempt) {
		PlatformCertificates certificates = this.certificates;
		Supplier<Optional<PlatformKey>> preferred = this.merchant.platformKeys()::preferred;
		Mono<HttpAnswer> answer = (certificates == null) ? transmit(request, attempt, preferred)
				: certificates.loaded(request)
					.then(Mono.defer(() -> transmit(request, attempt, preferred)))
					.delayUntil(certificates::knowing);
		return answer.map((received) -> this.answerReader.read(request, attempt.signature(), received));
	}

	private Mono<HttpAnswer> transmit(ApiRequest request, Attempt attempt, Supplier<Optional<PlatformKey>> answerKey) {
		return this.transport.send(request, attempt, () -> sign(request), answerKey);
	}

	/**
	 * Names no key: WeChat Pay would refuse one that it lists no longer, and so refuse to
	 * tell the one that followed.
	 */
	private Mono<Void> download() {
		CertificateReader reader = new CertificateReader(this.merchant, this.clock, this.settings.clockSkew(),
				this.settings.platformCertificates().checkIssuer());
		ApiRequest request = PlatformCertificates.LIST;
		return call(request, (attempt) -> transmit(request, attempt, Optional::empty)
			.map((answer) -> reader.read(request, attempt.signature(), answer))).then();
	}

	private RequestSignature sign(ApiRequest request) {
		return this.merchant.sign(request.method(), request.pathAndQuery(), this.clock.instant().getEpochSecond(),
				RandomText.alphanumeric(this.random, NONCE_LENGTH), request.body());
	}

	private void probeHosts() {
		for (Host host : this.resources.hosts().dueForProbe()) {
			this.transport.probe(host)
				.doOnSuccess((nothing) -> host.probed())
				.onErrorResume((ex) -> Mono.empty())
				.subscribe();
		}
	}

	/**
	 * Loads in advance what the first call would have to, by rehearsing one: a server of
	 * its own on this host answers it. Sends nothing to anybody else, except that it
	 * starts the download of platform certificates of a merchant that has them.
	 * @return completes when done, without waiting for that download
	 */
	public Mono<Void> warmUp() {
		PlatformCertificates certificates = this.certificates;
		Mono<Void> warm = this.transport.warmUp()
			.then(Mono.defer(() -> this.closed ? Mono.empty() : rehearsal()))
			.onErrorComplete((ex) -> this.closed);
		return (certificates == null) ? warm : warm.then(Mono.fromRunnable(certificates::refresh));
	}

	/** Where none can be made, the first call has more to do. */
	private Mono<Void> rehearsal() {
		return Mono.using(Rehearsal::open, (rehearsal) -> rehearsal.call(this::sign, this.answerReader))
			.onErrorComplete((ex) -> ex instanceof IOException || ex instanceof GeneralSecurityException
					|| ex instanceof WechatPayException);
	}

	/**
	 * Downloads the platform certificates of a merchant that has them, unless that was
	 * done within the last minute.
	 * @return completes when done, at once for a merchant without; else an error of the
	 * {@link io.github.wechatpaycontract.WechatPayException} family
	 */
	public Mono<Void> loadPlatformCertificates() {
		PlatformCertificates certificates = this.certificates;
		return (certificates == null) ? Mono.empty() : Mono.defer(certificates::refresh);
	}

	/**
	 * Returns whether platform certificates could not be downloaded, the last time that
	 * was tried.
	 * @return {@code true} after a failure, until a download succeeds
	 */
	public boolean isMissingPlatformCertificates() {
		PlatformCertificates certificates = this.certificates;
		return certificates != null && certificates.isFailing();
	}

	/**
	 * Returns how far this host's clock is ahead of WeChat Pay's, by the last answer that
	 * was proven to be WeChat Pay's. No answer beyond {@link ClientSettings#clockSkew()}
	 * is, in either direction, so there it stands still.
	 * @return the difference to the second, negative if this host's clock is behind,
	 * empty before the first such answer
	 */
	public Optional<Duration> clockSkew() {
		return this.answerReader.clockSkew();
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
		if (this.certificates != null) {
			this.certificates.close();
		}
		this.transport.close();
	}

}
