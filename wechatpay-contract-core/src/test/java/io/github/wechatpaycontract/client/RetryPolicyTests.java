package io.github.wechatpaycontract.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryPolicy}, {@link RetryQuota} and {@link RetryAfter}.
 */
class RetryPolicyTests {

	private static final ApiRequest REPEATABLE = ApiRequest.get("/v3/x");

	private static final ApiRequest ONCE = ApiRequest.post("/v3/x", List.of(), List.of());

	private static final double ALMOST_ONE = Math.nextDown(1.0);

	private final RetryPolicy longest = new RetryPolicy(random(ALMOST_ONE));

	private final RetryPolicy shortest = new RetryPolicy(random(0));

	@ParameterizedTest
	@CsvSource({ "1, 200", "2, 400", "3, 800", "4, 1600", "5, 2000", "6, 2000", "100, 2000" })
	void pauseDoublesUpToTwoSecondsWithFullJitter(int attempts, long millis) {
		Throwable failure = answered(503, null);
		assertThat(this.longest.pause(REPEATABLE, sent(), failure, attempts)).hasValueSatisfying(
				(pause) -> assertThat(pause).isBetween(Duration.ofMillis(millis - 1), Duration.ofMillis(millis)));
		assertThat(this.shortest.pause(REPEATABLE, sent(), failure, attempts)).contains(Duration.ZERO);
	}

	@ParameterizedTest
	@ValueSource(ints = { 202, 500, 502, 503, 504 })
	@Tag("case-129")
	void pauseWhenServerFailedIsForRepeatableRequestsOnly(int status) {
		assertThat(this.longest.pause(REPEATABLE, sent(), answered(status, null), 1)).isPresent();
		assertThat(this.longest.pause(ONCE, sent(), answered(status, null), 1)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 302, 400, 401, 403, 404, 409, 422, 501 })
	@Tag("case-130")
	void pauseWhenRefusedIsNever(int status) {
		assertThat(this.longest.pause(REPEATABLE, sent(), answered(status, null), 1)).isEmpty();
	}

	@Test
	@Tag("case-128")
	void pauseWhenTooFrequentIsForEveryRequestAndStartsAtOneSecond() {
		for (ApiRequest request : List.of(REPEATABLE, ONCE)) {
			assertThat(this.shortest.pause(request, sent(), answered(429, null), 1)).contains(Duration.ofSeconds(1));
			assertThat(this.shortest.pause(request, sent(), answered(429, null), 2)).contains(Duration.ofSeconds(2));
		}
	}

	@Test
	@Tag("case-128")
	void pauseWhenTooFrequentIsNotProvenIsForRepeatableRequestsOnly() {
		Throwable failure = answered(429, false, null);
		assertThat(this.shortest.pause(REPEATABLE, sent(), failure, 1)).contains(Duration.ofSeconds(1));
		assertThat(this.shortest.pause(ONCE, sent(), failure, 1)).isEmpty();
	}

	@Test
	@Tag("case-128")
	void pauseWhenAskedForIsThatAndSomeJitterUpToTenSeconds() {
		Throwable failure = answered(429, Duration.ofSeconds(10));
		assertThat(this.shortest.pause(ONCE, sent(), failure, 1)).contains(Duration.ofSeconds(10));
		assertThat(this.longest.pause(ONCE, sent(), failure, 1).orElseThrow()).isBetween(Duration.ofMillis(11_999),
				Duration.ofSeconds(12));
		assertThat(this.shortest.pause(ONCE, sent(), answered(429, Duration.ofSeconds(11)), 1)).isEmpty();
		assertThat(this.shortest.pause(ONCE, sent(), answered(429, Duration.ofSeconds(999_999_999)), 1)).isEmpty();
	}

	@Test
	@Tag("case-128")
	void pauseWhenOverloadedServerAsksForOneIsThat() {
		assertThat(this.shortest.pause(REPEATABLE, sent(), answered(503, Duration.ofSeconds(5)), 1))
			.contains(Duration.ofSeconds(5));
		assertThat(this.longest.pause(REPEATABLE, sent(), answered(503, Duration.ZERO), 1).orElseThrow())
			.isGreaterThan(Duration.ofMillis(199));
		assertThat(this.shortest.pause(REPEATABLE, sent(), answered(503, Duration.ofSeconds(11)), 1)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void pauseWhenNoAnswerCameDependsOnWhatWasSent(Failure failure) {
		boolean retryable = failure == Failure.UNKNOWN_HOST || failure == Failure.CONNECT
				|| failure == Failure.CONNECTION_LOST || failure == Failure.TIMEOUT;
		Throwable ex = new WechatPayTransportException("", failure, true, null);
		assertThat(this.longest.pause(REPEATABLE, sent(), ex, 1).isPresent()).isEqualTo(retryable);
		assertThat(this.longest.pause(ONCE, unsent(), ex, 1).isPresent()).isEqualTo(retryable);
		assertThat(this.longest.pause(ONCE, sent(), ex, 1)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void pauseWhenSignatureIsWrongIsForProbesOnly(SignatureFailure failure) {
		Throwable ex = new WechatPaySignatureException("", failure, null);
		assertThat(this.longest.pause(REPEATABLE, sent(), ex, 1))
			.isEqualTo((failure == SignatureFailure.PROBE) ? Optional.of(Duration.ZERO) : Optional.empty());
		assertThat(this.longest.pause(ONCE, sent(), ex, 1)).isEmpty();
	}

	@Test
	void pauseWhenAnswerIsUnreadableIsNever() {
		assertThat(this.longest.pause(REPEATABLE, sent(), new WechatPayContentException("", null, null), 1)).isEmpty();
	}

	@Test
	@Tag("case-133")
	void quotaLetsOneInTwentyBeRepeatedAfterTheFirstTen() {
		RetryQuota quota = new RetryQuota();
		int repeated = 0;
		for (int i = 0; i < 6000; i++) {
			quota.called();
			while (quota.takeOne()) {
				repeated++;
			}
		}
		assertThat(repeated).isBetween(300, 310);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none",
			value = { "0, PT0S", "7, PT7S", "' 7 ', PT7S", "999999999, PT277777H46M39S", "9999999999, none", "-1, none",
					"1.5, none", "soon, none", "'', none", "'Thu, 29 Aug 2024 02:27:20 GMT', PT40S",
					"'Thu, 29 Aug 2024 02:26:00 GMT', PT0S", "'Thu, 99 Aug 2024 02:26:00 GMT', none", "７, none" })
	@Tag("case-128")
	void retryAfterIsSecondsOrADate(String value, @Nullable Duration expected) {
		Instant now = Instant.parse("2024-08-29T02:26:40Z");
		assertThat(RetryAfter.of(List.of(value), now)).isEqualTo(expected);
		assertThat(RetryAfter.of(List.of(value, value), now)).isNull();
		assertThat(RetryAfter.of(List.of(), now)).isNull();
	}

	private static Throwable answered(int status, @Nullable Duration retryAfter) {
		return answered(status, true, retryAfter);
	}

	private static Throwable answered(int status, boolean verified, @Nullable Duration retryAfter) {
		return new WechatPayApiException("", status, null, verified, null, retryAfter);
	}

	private static Attempt unsent() {
		return new Attempt(new Hosts(HostSettings.DEFAULT, System::nanoTime).choose());
	}

	private static Attempt sent() {
		Attempt attempt = unsent();
		attempt.sending(TestPlatform.merchant().sign("GET", "/v3/x", 1, "n", new byte[0]));
		return attempt;
	}

	private static RandomGenerator random(double value) {
		return new RandomGenerator() {

			@Override
			public long nextLong() {
				throw new UnsupportedOperationException();
			}

			@Override
			public double nextDouble() {
				return value;
			}

		};
	}

}
