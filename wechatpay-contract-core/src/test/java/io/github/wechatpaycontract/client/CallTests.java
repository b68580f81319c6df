package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.merchant.RequestSignature;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Call} and {@link Attempt}.
 */
class CallTests {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private static final RequestSignature SIGNATURE = new RequestSignature("authorization", new byte[0]);

	private @Nullable Attempt attempt;

	@Test
	void answerWhenDeadlineComesBeforeSendingNeverSendsAfterwards() {
		StepVerifier.create(call((attempt) -> Mono.never()).answer())
			.expectErrorSatisfies(
					(ex) -> assertThat(ex).isInstanceOfSatisfying(WechatPayTransportException.class, (transport) -> {
						assertThat(transport.getFailure()).isEqualTo(Failure.TIMEOUT);
						assertThat(transport.isOutcomeUnknown()).isFalse();
					}))
			.verify(LIMIT);
		assertThat(attempt().sending(SIGNATURE)).isFalse();
		assertThat(attempt().isSent()).isFalse();
	}

	@Test
	void answerWhenDeadlineComesAfterSendingHasUnknownOutcome() {
		StepVerifier.create(call((attempt) -> {
			assertThat(attempt.sending(SIGNATURE)).isTrue();
			return Mono.never();
		}).answer())
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(WechatPayTransportException.class,
					(transport) -> assertThat(transport.isOutcomeUnknown()).isTrue()))
			.verify(LIMIT);
	}

	@Test
	void answerWhenAttemptFailsBeforeSendingNeverSendsAfterwards() {
		StepVerifier.create(call((attempt) -> Mono.error(new IllegalStateException("Broken"))).answer())
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(WechatPayTransportException.class,
					(transport) -> assertThat(transport.isOutcomeUnknown()).isFalse()))
			.verify(LIMIT);
		assertThat(attempt().sending(SIGNATURE)).isFalse();
	}

	@Test
	void answerWhenRefusedAfterAnAttemptWhoseOutcomeIsUnknownHasUnknownOutcome() {
		AtomicInteger attempts = new AtomicInteger();
		StepVerifier.create(call(2, LIMIT, (attempt) -> {
			attempt.sending(SIGNATURE);
			return Mono.error((attempts.incrementAndGet() == 1) ? new IOException("Reset")
					: new WechatPayApiException("was answered 429", 429, null, false, null, Duration.ofHours(1)));
		}).answer())
			.expectErrorSatisfies(
					(ex) -> assertThat(ex).isInstanceOfSatisfying(WechatPayApiException.class, (refusal) -> {
						assertThat(refusal.getStatus()).isEqualTo(429);
						assertThat(refusal.getRetryAfter()).contains(Duration.ofHours(1));
						assertThat(refusal.isOutcomeUnknown()).isTrue();
						assertThat(refusal).hasMessageContaining("look before trying again");
					}))
			.verify(LIMIT);
		assertThat(attempts).hasValue(2);
	}

	@Test
	void answerWhenOwnerOfAnotherCallBlocksAfterItsDeadlineStillEndsInTime() throws InterruptedException {
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		call((attempt) -> Mono.never()).answer().doOnError((ex) -> {
			blocked.countDown();
			awaitQuietly(ended);
		}).onErrorComplete().subscribe();
		assertThat(blocked.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
		StepVerifier.create(call((attempt) -> Mono.never()).answer())
			.expectError(WechatPayTransportException.class)
			.verify(Duration.ofSeconds(2));
		ended.countDown();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			assertThat(latch.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Attempt attempt() {
		Attempt attempt = this.attempt;
		assertThat(attempt).isNotNull();
		return attempt;
	}

	private Call call(Function<Attempt, Mono<ApiAnswer>> sender) {
		return call(1, Duration.ofMillis(100), sender);
	}

	private Call call(int maxAttempts, Duration timeout, Function<Attempt, Mono<ApiAnswer>> sender) {
		ClientSettings settings = ClientSettings.DEFAULT.withMaxAttempts(maxAttempts)
			.withTimeouts(new TimeoutSettings(timeout, timeout, timeout));
		CallResources resources = new CallResources(settings, new Hosts(settings.hosts(), System::nanoTime),
				new RetryQuota(), new RetryPolicy(new Random(1)), System::nanoTime);
		return new Call(
				new ApiRequest("POST", "/v3/terminate", "/v3/terminate", new byte[0], List.of(), maxAttempts > 1),
				resources, (attempt) -> {
					this.attempt = attempt;
					return sender.apply(attempt);
				});
	}

}
