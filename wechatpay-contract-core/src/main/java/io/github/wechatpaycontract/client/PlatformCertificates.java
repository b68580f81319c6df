package io.github.wechatpaycontract.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.merchant.PlatformKeys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Says when the list of platform certificates is downloaded: at the first use, from then
 * on every interval, and when a message names a serial that nobody knows. One download at
 * a time; what requests and notifications cause is at least a minute apart, however many
 * serials somebody makes up.
 * <p>
 * A download that fails leaves the keys as they are and is made again after 1, 2, 5 and
 * then every 10 minutes.
 */
final class PlatformCertificates implements AutoCloseable {

	static final ApiRequest LIST = ApiRequest.get("/v3/certificates?algorithm_type=RSA");

	static final Duration MIN_INTERVAL = Duration.ofMinutes(1);

	private static final Logger logger = LoggerFactory.getLogger(PlatformCertificates.class);

	private static final int NOT_FOUND = 404;

	private static final int[] PAUSES = { 1, 2, 5, 10 };

	private final Merchant merchant;

	private final PlatformKeys keys;

	private final Duration interval;

	private final Mono<Void> download;

	private final Clock clock;

	private final Supplier<Scheduler> timer;

	private final LongSupplier nanoTime;

	private final RandomGenerator random;

	private final Runnable unknownSerial = this::refresh;

	private final Disposable.Swap next = Disposables.swap();

	private @Nullable Mono<Void> running;

	private @Nullable Throwable failure;

	private int failures;

	private long started;

	private volatile boolean used;

	private boolean closed;

	/**
	 * Creates the schedule; nothing is downloaded or scheduled yet.
	 * @param merchant whose keys are renewed
	 * @param settings how often
	 * @param download downloads the list into the merchant's keys when subscribed to
	 * @param clock this host's clock, by which certificates end
	 * @param timer where downloads start
	 * @param nanoTime a clock that is never set, by which intervals are kept
	 * @param random spreads the downloads of many hosts
	 */
	PlatformCertificates(Merchant merchant, PlatformCertificateSettings settings, Mono<Void> download, Clock clock,
			Supplier<Scheduler> timer, LongSupplier nanoTime, RandomGenerator random) {
		this.merchant = merchant;
		this.keys = merchant.platformKeys();
		this.interval = settings.refreshInterval();
		this.download = download.onErrorResume(WechatPayApiException.class, this::none);
		this.clock = clock;
		this.timer = timer;
		this.nanoTime = nanoTime;
		this.random = random;
		this.keys.addListener(this.unknownSerial);
	}

	/**
	 * Waits for a key that answers can be verified with.
	 * @param request what needs it
	 * @return completes at once when there is one
	 */
	Mono<Void> loaded(ApiRequest request) {
		return Mono.defer(() -> {
			if (hasKey()) {
				if (!this.used) {
					refresh();
				}
				return Mono.empty();
			}
			return refresh().onErrorMap((ex) -> missing(request, ex))
				.then(Mono.defer(() -> hasKey() ? Mono.empty() : Mono.error(missing(request, null))));
		});
	}

	/**
	 * Waits for the download that an unknown serial of an answer caused, however it ends.
	 */
	Mono<Void> knowing(HttpAnswer answer) {
		List<String> serials = answer.header("Wechatpay-Serial");
		boolean unknown = serials.size() == 1 && this.keys.find(serials.get(0).strip(), this.clock.instant()).isEmpty();
		return unknown ? underway() : Mono.empty();
	}

	private synchronized Mono<Void> underway() {
		return (this.running != null) ? this.running.onErrorComplete() : Mono.empty();
	}

	/**
	 * Downloads the list unless that was done within the last minute.
	 * @return the outcome, also of the download that is under way or was the last
	 */
	synchronized Mono<Void> refresh() {
		if (this.running != null) {
			return this.running;
		}
		if (this.closed || isRecent()) {
			return (this.failure != null) ? Mono.error(this.failure) : Mono.empty();
		}
		return start();
	}

	synchronized boolean isFailing() {
		return this.failure != null;
	}

	private boolean isRecent() {
		return this.used && this.nanoTime.getAsLong() - this.started < MIN_INTERVAL.toNanos();
	}

	private Mono<Void> start() {
		this.used = true;
		this.started = this.nanoTime.getAsLong();
		this.next.update(Disposables.disposed());
		Mono<Void> flight = this.download.subscribeOn(this.timer.get())
			.doOnSuccess((nothing) -> ended(null))
			.doOnError(this::ended)
			.cache();
		this.running = flight;
		flight.subscribe((nothing) -> {
		}, (ex) -> {
			// logged when it ended
		});
		return flight;
	}

	private synchronized void ended(@Nullable Throwable ex) {
		this.running = null;
		this.failure = ex;
		if (this.closed) {
			return;
		}
		Duration pause = (ex != null) ? pause() : this.interval;
		this.failures = (ex != null) ? this.failures + 1 : 0;
		long millis = (long) (pause.toMillis() * (((ex != null) ? 1 : 0.8) + this.random.nextDouble() / 5));
		if (ex != null) {
			logger.atLevel(hasKey() ? Level.WARN : Level.ERROR)
				.log("Platform certificates of merchant '{}' could not be downloaded, again in {} s: {}",
						this.merchant.mchid(), millis / 1000, ex.getMessage());
		}
		else {
			logger.debug("Merchant '{}' trusts {}", this.merchant.mchid(), this.keys);
		}
		this.next.update(this.timer.get().schedule(this::due, millis, TimeUnit.MILLISECONDS));
	}

	private Duration pause() {
		return Duration.ofMinutes(PAUSES[Math.min(this.failures, PAUSES.length - 1)]);
	}

	private synchronized void due() {
		if (this.running == null && !this.closed) {
			start();
		}
	}

	private boolean hasKey() {
		Instant now = this.clock.instant();
		return this.keys.preferred().filter((key) -> !key.isEnded(now)).isPresent();
	}

	/** New merchants have no certificates: fine for who has the public key. */
	private Mono<Void> none(WechatPayApiException ex) {
		if (ex.getStatus() != NOT_FOUND) {
			return Mono.error(ex);
		}
		if (hasPublicKey()) {
			logger.info("Merchant '{}' has no platform certificates, only the WeChat Pay public key;"
					+ " their download can be switched off", this.merchant.mchid());
			return Mono.empty();
		}
		return Mono.error(new WechatPayApiException(
				"Merchant '%s' has no platform certificates; apply for the WeChat Pay public key in the merchant console under 'API security' and set 'wechatpay.public-key-id' and 'wechatpay.public-key-path'; %s"
					.formatted(this.merchant.mchid(), ex.getMessage()),
				ex.getStatus(), ex.getError().orElse(null), ex.isVerified(), ex.getRequestId().orElse(null), null));
	}

	private boolean hasPublicKey() {
		return this.keys.all().stream().map(PlatformKey::validUntil).anyMatch(Instant.MAX::equals);
	}

	private WechatPayTransportException missing(ApiRequest request, @Nullable Throwable cause) {
		String reason = (cause != null) ? cause.getMessage() : "the list holds none that can be used";
		return new WechatPayTransportException(
				"%s %s: nothing was sent, as there is no platform certificate to verify the answer with: %s"
					.formatted(request.method(), request.name(), reason),
				Failure.NO_PLATFORM_KEY, false, cause);
	}

	/**
	 * Ends the schedule. A download under way comes to its own end.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		this.keys.removeListener(this.unknownSerial);
		this.next.dispose();
	}

}
