package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Call} and {@link Attempt}.
 */
class CallTests {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private static final RequestSignature SIGNATURE = new RequestSignature("authorization", new byte[0]);

	private static final IOException RESET = new IOException("Reset");

	private static final ApiAnswer ANSWER = new ApiAnswer(200, new byte[0], null);

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
					: new WechatPayApiException("was answered 429", 429, null, true, null, Duration.ofHours(1)));
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

	@Test
	void answerWhenTheApplicationBlocksReactorsSingleThreadStillEndsInTime() {
		CountDownLatch ended = new CountDownLatch(1);
		Schedulers.single().schedule(() -> awaitQuietly(ended));
		StepVerifier.create(call((attempt) -> Mono.never()).answer())
			.expectError(WechatPayTransportException.class)
			.verify(Duration.ofSeconds(2));
		ended.countDown();
	}

	/** Blocking callers often wait on the very threads that could tell them. */
	@Test
	void answerWhenEveryElasticThreadWaitsForOneStillEndsInTime() {
		Mono<ApiAnswer> call = Mono.fromCallable(() -> call((attempt) -> Mono.never()).answer().block())
			.subscribeOn(Schedulers.boundedElastic());
		int callers = 2 * Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE;
		StepVerifier
			.create(Flux.range(0, callers)
				.flatMap((i) -> call.map(ApiAnswer::status)
					.onErrorResume(WechatPayTransportException.class, (ex) -> Mono.just(0)), callers))
			.expectNextCount(callers)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void answerWhenDeadlineComesBlamesTheHostOnlyIfItAnsweredNobody() {
		Hosts hosts = new Hosts(new HostSettings(HostSettings.MAIN, HostSettings.BACKUP, 1, LIMIT), System::nanoTime);
		Host primary = hosts.choose();
		StepVerifier.create(call(hosts, 1, Duration.ofMillis(100), (attempt) -> {
			attempt.sending(SIGNATURE);
			primary.answered();
			return Mono.never();
		}).answer()).expectError(WechatPayTransportException.class).verify(LIMIT);
		assertThat(hosts.choose()).isSameAs(primary);
		StepVerifier.create(call(hosts, 1, Duration.ofMillis(100), (attempt) -> {
			attempt.sending(SIGNATURE);
			return Mono.never();
		}).answer()).expectError(WechatPayTransportException.class).verify(LIMIT);
		assertThat(hosts.choose()).isNotSameAs(primary);
	}

	@Test
	void answerWhenAttemptFailsBlamesTheHostOnlyIfItAnsweredNobody() {
		Hosts hosts = new Hosts(new HostSettings(HostSettings.MAIN, HostSettings.BACKUP, 1, LIMIT), System::nanoTime);
		Host primary = hosts.choose();
		for (RuntimeException slow : List.of(ReadTimeoutException.INSTANCE, new UncheckedIOException(RESET))) {
			StepVerifier.create(call(hosts, 1, LIMIT, (attempt) -> {
				attempt.sending(SIGNATURE);
				primary.answered();
				return Mono.error(slow);
			}).answer()).expectError(WechatPayTransportException.class).verify(LIMIT);
			assertThat(hosts.choose()).isSameAs(primary);
		}
		StepVerifier.create(call(hosts, 1, LIMIT, (attempt) -> {
			attempt.sending(SIGNATURE);
			return Mono.error(ReadTimeoutException.INSTANCE);
		}).answer()).expectError(WechatPayTransportException.class).verify(LIMIT);
		assertThat(hosts.choose()).isNotSameAs(primary);
	}

	@Test
	@Tag("case-132")
	void answerWhenHostIsLeftWhileNothingWasSentComesFromTheOtherHost() {
		Hosts hosts = new Hosts(HostSettings.DEFAULT, System::nanoTime);
		Host primary = hosts.choose();
		AtomicBoolean cancelled = new AtomicBoolean();
		Mono<ApiAnswer> queued = call(hosts, 1, LIMIT, (attempt) -> (attempt.host() == primary)
				? Mono.<ApiAnswer>never().doOnCancel(() -> cancelled.set(true)) : Mono.just(ANSWER))
			.answer();
		StepVerifier.create(Mono.zip(queued, failures(hosts, primary)))
			.expectNextCount(1)
			.expectComplete()
			.verify(Duration.ofSeconds(2));
		assertThat(cancelled).isTrue();
	}

	@Test
	@Tag("case-133")
	void answerWhenBothHostsAreLeftIsWaitedFor() {
		Hosts hosts = new Hosts(HostSettings.DEFAULT, System::nanoTime);
		Host primary = hosts.choose();
		Host backup = hosts.insteadOf(primary).orElseThrow();
		Flux.range(0, 3).subscribe((i) -> hosts.failed(primary));
		Mono<ApiAnswer> queued = call(hosts, 1, LIMIT,
				(attempt) -> Mono.delay(Duration.ofMillis(300)).thenReturn(ANSWER))
			.answer();
		StepVerifier.create(Mono.zip(queued, failures(hosts, backup)))
			.expectNextCount(1)
			.expectComplete()
			.verify(LIMIT);
		assertThat(attempt().host()).isSameAs(backup);
	}

	@Test
	void hostIsNotBlamedByThoseWhoOnlyWaitedForIt() {
		Hosts hosts = new Hosts(HostSettings.DEFAULT, System::nanoTime);
		Host primary = hosts.choose();
		Flux<ApiAnswer> queued = Flux.range(0, 20)
			.flatMap((i) -> call(hosts, 1, LIMIT,
					(attempt) -> (attempt.host() == primary) ? Mono.never() : Mono.just(ANSWER))
				.answer());
		StepVerifier
			.create(queued
				.mergeWith(failures(hosts, primary).doOnNext((i) -> primary.answered()).then(Mono.<ApiAnswer>empty())))
			.expectNextCount(20)
			.expectComplete()
			.verify(LIMIT);
		assertThat(hosts.choose()).isSameAs(primary);
	}

	private static Mono<Integer> failures(Hosts hosts, Host host) {
		return Flux.range(0, 3)
			.doOnNext((i) -> hosts.failed(host))
			.then(Mono.just(0))
			.delaySubscription(Duration.ofMillis(50));
	}

	@Test
	@Tag("case-132")
	void answerWhenHostIsLeftAfterSendingIsWaitedFor() {
		Hosts hosts = new Hosts(HostSettings.DEFAULT, System::nanoTime);
		Host primary = hosts.choose();
		Mono<ApiAnswer> sent = call(hosts, 1, LIMIT, (attempt) -> {
			attempt.sending(SIGNATURE);
			hosts.failed(primary);
			hosts.failed(primary);
			hosts.failed(primary);
			return Mono.delay(Duration.ofMillis(50)).thenReturn(ANSWER);
		}).answer();
		StepVerifier.create(sent).expectNext(ANSWER).expectComplete().verify(LIMIT);
		assertThat(attempt().host()).isSameAs(primary);
	}

	@Test
	@Tag("case-133")
	void answersWhenHostBreaksEverySecondCallTakeLittleToTheOtherHost() {
		Hosts hosts = new Hosts(HostSettings.DEFAULT, System::nanoTime);
		RetryQuota quota = new RetryQuota();
		Host primary = hosts.choose();
		AtomicInteger taken = new AtomicInteger();
		AtomicInteger calls = new AtomicInteger();
		for (int i = 0; i < 1000; i++) {
			call(resources(hosts, quota, 2, LIMIT), true, (attempt) -> {
				attempt.sending(SIGNATURE);
				if (attempt.host() != primary) {
					taken.incrementAndGet();
					return Mono.just(ANSWER);
				}
				if (calls.incrementAndGet() % 2 == 0) {
					attempt.answered();
					return Mono.just(ANSWER);
				}
				return Mono.error(new IOException("Reset"));
			}).answer().onErrorComplete().block(LIMIT);
		}
		assertThat(hosts.choose()).isSameAs(primary);
		assertThat(taken).hasValueBetween(1, 60);
	}

	@Test
	void answerWhenClosedIsNotTriedAgainAndBlamesNobody() {
		Hosts hosts = new Hosts(new HostSettings(HostSettings.MAIN, HostSettings.BACKUP, 1, LIMIT), System::nanoTime);
		Host primary = hosts.choose();
		AtomicBoolean closed = new AtomicBoolean();
		AtomicInteger attempts = new AtomicInteger();
		CallResources resources = new CallResources(ClientSettings.DEFAULT, hosts, new RetryQuota(),
				new RetryPolicy(new Random(1)), System::nanoTime, closed::get);
		StepVerifier.create(call(resources, true, (attempt) -> {
			attempts.incrementAndGet();
			closed.set(true);
			return Mono.error(new IOException("The connections were closed"));
		}).answer()).expectError(WechatPayTransportException.class).verify(LIMIT);
		assertThat(attempts).hasValue(1);
		assertThat(hosts.choose()).isSameAs(primary);
	}

	@Test
	void answerWhenEarlierRefusalIsProvenAndNothingWasSentAfterwardsHasKnownOutcome() {
		AtomicInteger attempts = new AtomicInteger();
		StepVerifier.create(call(2, LIMIT, (attempt) -> {
			if (attempts.incrementAndGet() == 2) {
				return Mono.error(new ConnectException("Refused"));
			}
			attempt.sending(SIGNATURE);
			return Mono.error(new WechatPayApiException("was answered 429", 429, null, true, null, Duration.ZERO));
		}).answer())
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(WechatPayTransportException.class,
					(transport) -> assertThat(transport.isOutcomeUnknown()).isFalse()))
			.verify(LIMIT);
	}

	@Test
	void answerWhenNothingWasSentAfterAnAttemptWhoseOutcomeIsUnknownTellsWhatFailedLast() {
		AtomicInteger attempts = new AtomicInteger();
		StepVerifier.create(call(2, LIMIT, (attempt) -> {
			if (attempts.incrementAndGet() == 2) {
				return Mono.error(RESET);
			}
			attempt.sending(SIGNATURE);
			return Mono.error(new WechatPayApiException("was answered 503", 503, null, true, null, null));
		}).answer())
			.expectErrorSatisfies(
					(ex) -> assertThat(ex).isInstanceOfSatisfying(WechatPayTransportException.class, (transport) -> {
						assertThat(transport.getFailure()).isEqualTo(Failure.CONNECT);
						assertThat(transport.isOutcomeUnknown()).isTrue();
						assertThat(transport).hasMessageContaining("look before trying again");
					}))
			.verify(LIMIT);
	}

	@Test
	void answerWhenKeyIsMissingAfterAnAttemptWhoseOutcomeIsUnknownHasUnknownOutcome() {
		AtomicInteger attempts = new AtomicInteger();
		StepVerifier.create(call(2, LIMIT, (attempt) -> {
			if (attempts.incrementAndGet() == 2) {
				return Mono
					.error(new WechatPayTransportException("nothing was sent", Failure.NO_PLATFORM_KEY, false, null));
			}
			attempt.sending(SIGNATURE);
			return Mono.error(new IOException("Reset"));
		}).answer())
			.expectErrorSatisfies(
					(ex) -> assertThat(ex).isInstanceOfSatisfying(WechatPayTransportException.class, (transport) -> {
						assertThat(transport.getFailure()).isEqualTo(Failure.NO_PLATFORM_KEY);
						assertThat(transport.isOutcomeUnknown()).isTrue();
						assertThat(transport).hasMessageContaining("look before trying again");
					}))
			.verify(LIMIT);
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
		return call(new Hosts(HostSettings.only(HostSettings.MAIN), System::nanoTime), maxAttempts, timeout, sender);
	}

	private Call call(Hosts hosts, int maxAttempts, Duration timeout, Function<Attempt, Mono<ApiAnswer>> sender) {
		return call(resources(hosts, new RetryQuota(), maxAttempts, timeout), maxAttempts > 1, sender);
	}

	private Call call(CallResources resources, boolean repeatable, Function<Attempt, Mono<ApiAnswer>> sender) {
		ApiRequest request = new ApiRequest("POST", "/v3/terminate", "/v3/terminate", "/v3/terminate", new byte[0],
				List.of(), repeatable);
		return new Call(request, resources, Call.UNOBSERVED, (attempt) -> {
			this.attempt = attempt;
			return sender.apply(attempt);
		});
	}

	private static CallResources resources(Hosts hosts, RetryQuota quota, int maxAttempts, Duration timeout) {
		ClientSettings settings = ClientSettings.DEFAULT.withMaxAttempts(maxAttempts)
			.withTimeouts(new TimeoutSettings(timeout, timeout, timeout));
		return new CallResources(settings, hosts, quota, new RetryPolicy(new Random(1)), System::nanoTime, () -> false);
	}

}
