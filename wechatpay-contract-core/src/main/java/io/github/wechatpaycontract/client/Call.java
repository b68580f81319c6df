package io.github.wechatpaycontract.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A call under way: its attempts, one after the other, until one succeeds or nothing more
 * is to be hoped for.
 */
final class Call {

	private final ApiRequest request;

	private final CallResources resources;

	private final Function<Attempt, Mono<ApiAnswer>> sender;

	private final long deadline;

	private int attempts;

	private boolean failedOver;

	private boolean probed;

	private @Nullable Host next;

	private volatile @Nullable Attempt attempt;

	private volatile boolean sentBefore;

	private volatile boolean over;

	private boolean unknownBefore;

	Call(ApiRequest request, CallResources resources, Function<Attempt, Mono<ApiAnswer>> sender) {
		this.request = request;
		this.resources = resources;
		this.sender = sender;
		this.deadline = resources.nanoTime().getAsLong() + resources.settings().timeouts().call().toNanos();
	}

	Mono<ApiAnswer> answer() {
		this.resources.quota().called();
		return Mono.defer(this::attempts)
			.timeout(this.resources.settings().timeouts().call(), Mono.defer(this::deadlineReached),
					Schedulers.single());
	}

	private Mono<ApiAnswer> attempts() {
		return attempt().onErrorResume((failure) -> pause(failure).then(Mono.defer(this::attempts)));
	}

	private Mono<ApiAnswer> attempt() {
		Host host = (this.next != null) ? this.next : this.resources.hosts().choose();
		Attempt attempt = new Attempt(host);
		this.next = null;
		this.attempt = attempt;
		this.attempts++;
		if (this.over) {
			return Mono.never();
		}
		return this.sender.apply(attempt)
			.onErrorMap((ex) -> TransportFailures.map(ex, this.request, attempt.giveUp() || this.sentBefore))
			.onErrorMap(WechatPayApiException.class, (ex) -> this.unknownBefore ? ex.afterUnknownOutcome() : ex)
			.doOnError((ex) -> failed(attempt, ex));
	}

	private void failed(Attempt attempt, Throwable ex) {
		this.sentBefore |= attempt.isSent();
		this.unknownBefore |= ex instanceof WechatPayException known && known.isOutcomeUnknown()
				&& !this.request.method().equals("GET");
		if (isUnreached(attempt, ex)) {
			this.resources.hosts().failed(attempt.host());
		}
	}

	private Mono<Void> pause(Throwable failure) {
		Attempt failed = this.attempt;
		boolean probe = failure instanceof WechatPaySignatureException ex && ex.isProbe();
		if (failed == null || this.attempts >= this.resources.settings().maxAttempts() || (probe && this.probed)) {
			return Mono.error(failure);
		}
		this.probed |= probe;
		if (isUnreached(failed, failure) && !this.failedOver && (this.request.repeatable() || !failed.isSent())) {
			this.next = this.resources.hosts().insteadOf(failed.host()).orElse(null);
			if (this.next != null) {
				this.failedOver = true;
				return Mono.empty();
			}
		}
		Optional<Duration> pause = this.resources.retryPolicy()
			.pause(this.request, failed, failure, this.attempts)
			.filter((time) -> time.toNanos() < this.deadline - this.resources.nanoTime().getAsLong())
			.filter((time) -> this.resources.quota().takeOne());
		return pause.map((time) -> Mono.delay(time).then()).orElseGet(() -> Mono.error(failure));
	}

	/** Whether nothing at all came back, which speaks against the host. */
	private static boolean isUnreached(Attempt attempt, Throwable ex) {
		return !attempt.isAnswered() && ex instanceof WechatPayTransportException transport
				&& switch (transport.getFailure()) {
					case UNKNOWN_HOST, CONNECT, TLS, CONNECTION_LOST, TIMEOUT -> true;
					case POOL_EXHAUSTED, ANSWER_TOO_LARGE, INTERRUPTED, PROTOCOL, NO_PLATFORM_KEY -> false;
				};
	}

	/** What the caller does then must not keep the timer from ending other calls. */
	private Mono<ApiAnswer> deadlineReached() {
		this.over = true;
		Attempt last = this.attempt;
		if (last != null && last.giveUp()) {
			this.sentBefore = true;
			if (!last.isAnswered()) {
				this.resources.hosts().failed(last.host());
			}
		}
		Throwable failure = TransportFailures.map(new TimeoutException(), this.request, this.sentBefore);
		return Mono.<ApiAnswer>error(failure).subscribeOn(Schedulers.boundedElastic());
	}

}
