package io.github.wechatpaycontract.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;

/**
 * Says how long to wait before a request is sent again, if at all. What WeChat Pay
 * refused as too frequent, and proved to be its own refusal, was not taken and may always
 * come again; what became of anything else that was sent is unknown, so only a repeatable
 * request does.
 */
final class RetryPolicy {

	private static final int TOO_MANY_REQUESTS = 429;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

	private static final Duration TOO_FREQUENT_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(10);

	/** A pause of seconds does not help against these. */
	private static final Set<Failure> NOT_AT_ONCE = Set.of(Failure.POOL_EXHAUSTED, Failure.NO_PLATFORM_KEY);

	private final RandomGenerator random;

	RetryPolicy(RandomGenerator random) {
		this.random = random;
	}

	/**
	 * Returns the pause before the next attempt.
	 * @param request the request
	 * @param attempt the attempt that failed
	 * @param failure what it failed with
	 * @param attempts how many there were
	 * @return the pause, empty to give up
	 */
	Optional<Duration> pause(ApiRequest request, Attempt attempt, Throwable failure, int attempts) {
		if (failure instanceof WechatPayTransportException ex) {
			boolean again = ex.isRetryable() && !NOT_AT_ONCE.contains(ex.getFailure())
					&& (request.repeatable() || !attempt.isSent());
			return again ? Optional.of(pause(attempts)) : Optional.empty();
		}
		if (failure instanceof WechatPayApiException ex && ex.isRetryable()) {
			boolean tooFrequent = ex.getStatus() == TOO_MANY_REQUESTS;
			if (!request.repeatable() && !(tooFrequent && ex.isVerified())) {
				return Optional.empty();
			}
			Duration usual = tooFrequent ? spread(doubled(TOO_FREQUENT_PAUSE, attempts)) : pause(attempts);
			return ex.getRetryAfter().map((asked) -> asked(asked, usual)).orElseGet(() -> Optional.of(usual));
		}
		boolean probe = failure instanceof WechatPaySignatureException ex && ex.isProbe();
		return (probe && request.repeatable()) ? Optional.of(Duration.ZERO) : Optional.empty();
	}

	private Duration pause(int attempts) {
		return times(Limits.atMost(doubled(FIRST_PAUSE, attempts), LONGEST_PAUSE), this.random.nextDouble());
	}

	/** Never earlier than asked for. */
	private Optional<Duration> asked(Duration asked, Duration usual) {
		if (asked.compareTo(LONGEST_RETRY_AFTER) > 0) {
			return Optional.empty();
		}
		Duration pause = spread(asked);
		return Optional.of((pause.compareTo(usual) > 0) ? pause : usual);
	}

	/** Not all callers at once. */
	private Duration spread(Duration pause) {
		return times(pause, 1 + this.random.nextDouble() / 5);
	}

	private static Duration doubled(Duration pause, int attempts) {
		return pause.multipliedBy(1L << Math.min(attempts - 1, 10));
	}

	private static Duration times(Duration pause, double factor) {
		return Duration.ofNanos((long) (pause.toNanos() * factor));
	}

}
