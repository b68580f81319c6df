package io.github.wechatpaycontract.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A call under way: its attempts, one after the other, until one succeeds or nothing more
 * is to be hoped for.
 */
final class Call {

	/** For calls that nobody observes. */
	static final Consumer<Observation.Event> UNOBSERVED = (event) -> {
	};

	private static final Observation.Event RETRY = Observation.Event.of("retry");

	private static final Observation.Event FAIL_OVER = Observation.Event.of("fail-over");

	private final ApiRequest request;

	private final CallResources resources;

	private final Consumer<Observation.Event> observer;

	private final Function<Attempt, Mono<ApiAnswer>> sender;

	private final long deadline;

	private int attempts;

	private boolean failedOver;

	private boolean probed;

	private @Nullable Host next;

	private volatile @Nullable Attempt underway;

	private volatile boolean unknownBefore;

	private volatile boolean over;

	Call(ApiRequest request, CallResources resources, Consumer<Observation.Event> observer,
			Function<Attempt, Mono<ApiAnswer>> sender) {
		this.request = request;
		this.resources = resources;
		this.observer = observer;
		this.sender = sender;
		this.deadline = resources.nanoTime().getAsLong() + resources.settings().timeouts().call().toNanos();
	}

	Mono<ApiAnswer> answer() {
		this.resources.quota().called();
		return Mono.defer(this::attempts)
			.timeout(this.resources.settings().timeouts().call(), Mono.defer(this::deadlineReached), CallTimer.SHARED);
	}

	private Mono<ApiAnswer> attempts() {
		Host other = this.next;
		Attempt attempt = new Attempt((other != null) ? other : this.resources.hosts().choose());
		this.next = null;
		this.underway = attempt;
		this.attempts++;
		if (this.over) {
			return Mono.never();
		}
		if (this.attempts > 1) {
			this.observer.accept((other != null) ? FAIL_OVER : RETRY);
		}
		return attempt.unlessHostIsLeft(this.sender.apply(attempt)).onErrorResume((ex) -> {
			Throwable failure = failed(attempt, ex);
			return pause(attempt, failure).then(Mono.defer(this::attempts));
		});
	}

	/** Only what earlier attempts left unknown changes what is told of this one. */
	private Throwable failed(Attempt attempt, Throwable ex) {
		Throwable mapped = TransportFailures.map(ex, this.request, attempt.giveUp(), this.unknownBefore);
		Throwable failure = this.unknownBefore ? afterUnknownOutcome(mapped) : mapped;
		this.unknownBefore |= failure instanceof WechatPayException known && known.isOutcomeUnknown();
		this.underway = null;
		if (isUnreached(attempt, failure) && speaksAgainstHost(attempt)) {
			this.resources.hosts().failed(attempt.host());
		}
		return failure;
	}

	/** A path may be slow, or break a connection, while the host answers other calls. */
	private boolean speaksAgainstHost(Attempt attempt) {
		return (!attempt.isSent() || attempt.isHostSilent()) && !attempt.endedWithHost()
				&& !this.resources.closed().getAsBoolean();
	}

	/** A query has no effect. */
	private Throwable afterUnknownOutcome(Throwable ex) {
		if (this.request.method().equals("GET")) {
			return ex;
		}
		if (ex instanceof WechatPayApiException refusal) {
			return refusal.afterUnknownOutcome();
		}
		return (ex instanceof WechatPayTransportException failure) ? failure.afterUnknownOutcome() : ex;
	}

	private Mono<Void> pause(Attempt failed, Throwable failure) {
		if (this.resources.closed().getAsBoolean()) {
			return Mono.error(failure);
		}
		if (failsOver(failed, failure)) {
			return Mono.empty();
		}
		boolean probe = failure instanceof WechatPaySignatureException ex && ex.isProbe();
		if (this.attempts >= this.resources.settings().maxAttempts() || (probe && this.probed)) {
			return Mono.error(failure);
		}
		this.probed |= probe;
		Optional<Duration> pause = this.resources.retryPolicy()
			.pause(this.request, failed, failure, this.attempts)
			.filter((time) -> time.toNanos() < this.deadline - this.resources.nanoTime().getAsLong())
			.filter((time) -> probe || this.resources.quota().takeOne());
		return pause.map((time) -> Mono.delay(time).then()).orElseGet(() -> Mono.error(failure));
	}

	/**
	 * What was not sent may always go to the other host; what was sent is a repetition.
	 */
	private boolean failsOver(Attempt failed, Throwable failure) {
		if (this.failedOver || !isUnreached(failed, failure)) {
			return false;
		}
		Optional<Host> other = this.resources.hosts().insteadOf(failed.host());
		if (other.isEmpty() || (failed.isSent() && !mayRepeat())) {
			return false;
		}
		this.failedOver = true;
		this.next = other.get();
		return true;
	}

	private boolean mayRepeat() {
		return this.request.repeatable() && this.attempts < this.resources.settings().maxAttempts()
				&& this.resources.quota().takeOne();
	}

	/** Whether nothing at all came back. */
	private static boolean isUnreached(Attempt attempt, Throwable ex) {
		return !attempt.isAnswered() && ex instanceof WechatPayTransportException transport
				&& switch (transport.getFailure()) {
					case UNKNOWN_HOST, CONNECT, TLS, CONNECTION_LOST, TIMEOUT -> true;
					case REQUEST, POOL_EXHAUSTED, ANSWER_TOO_LARGE, INTERRUPTED, PROTOCOL, NO_PLATFORM_KEY -> false;
				};
	}

	private boolean giveUp(Attempt last) {
		boolean sent = last.giveUp();
		if (sent && last.isHostSilent()) {
			this.resources.hosts().failed(last.host());
		}
		return sent;
	}

	/**
	 * The timer goes on: what the caller does then is done on another thread, one that
	 * must not wait, as where answers arrive.
	 */
	private Mono<ApiAnswer> deadlineReached() {
		this.over = true;
		Attempt last = this.underway;
		boolean sent = last != null && giveUp(last);
		Throwable failure = TransportFailures.map(new TimeoutException(), this.request, sent, this.unknownBefore);
		return Mono.<ApiAnswer>error(failure).subscribeOn(Schedulers.parallel());
	}

}
