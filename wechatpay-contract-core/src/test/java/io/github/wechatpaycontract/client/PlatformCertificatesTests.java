package io.github.wechatpaycontract.client;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When {@link PlatformCertificates} are downloaded, in virtual time.
 */
class PlatformCertificatesTests {

	private static final ApiRequest CALL = ApiRequest.get("/v3/x");

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();

	private final Merchant merchant = TestPlatform.builder()
		.platformCertificates()
		.apiV3Key(ApiV3Key.of(TestPlatform.API_V3_KEY))
		.build();

	private final AtomicInteger downloads = new AtomicInteger();

	private Mono<Void> outcome = Mono.fromRunnable(() -> this.merchant.platformKeys()
		.renew(List.of(TestPlatform.certificate("wechatpay_cert.pem")), TestPlatform.NOW));

	private final PlatformCertificates certificates = certificates(this.merchant);

	private PlatformCertificates certificates(Merchant merchant) {
		return new PlatformCertificates(merchant, PlatformCertificateSettings.DEFAULT, Mono.defer(() -> {
			this.downloads.incrementAndGet();
			return this.outcome;
		}), TestPlatform.CLOCK, () -> this.timer, () -> this.timer.now(TimeUnit.NANOSECONDS), new NoJitter());
	}

	@AfterEach
	void close() {
		this.certificates.close();
		this.timer.dispose();
	}

	private void use() {
		this.certificates.loaded(CALL).onErrorComplete().subscribe();
		this.timer.advanceTime();
	}

	@Test
	void nothingIsDownloadedBeforeTheFirstUse() {
		this.timer.advanceTimeBy(Duration.ofDays(1));
		assertThat(this.downloads).hasValue(0);
	}

	@Test
	void listIsDownloadedEveryIntervalFromTheFirstUseToTheEnd() {
		use();
		assertThat(this.downloads).hasValue(1);
		for (int i = 2; i < 50; i++) {
			this.timer.advanceTimeBy(Duration.ofMinutes(48).minusMillis(1));
			assertThat(this.downloads).hasValue(i - 1);
			this.timer.advanceTimeBy(Duration.ofMillis(1));
			assertThat(this.downloads).hasValue(i);
		}
		this.certificates.close();
		this.timer.advanceTimeBy(Duration.ofDays(1));
		assertThat(this.downloads).hasValue(49);
	}

	@Test
	void failureIsRepeatedAfterOneTwoFiveAndTenMinutes() {
		this.outcome = Mono.error(transportFailure());
		use();
		for (int minutes : new int[] { 1, 2, 5, 10, 10 }) {
			int before = this.downloads.get();
			this.timer.advanceTimeBy(Duration.ofMinutes(minutes).minusMillis(1));
			assertThat(this.downloads).hasValue(before);
			this.timer.advanceTimeBy(Duration.ofMillis(1));
			assertThat(this.downloads).hasValue(before + 1);
		}
	}

	@Test
	void failureKeepsTheKeysThereAre() {
		use();
		this.outcome = Mono.error(transportFailure());
		this.timer.advanceTimeBy(Duration.ofHours(3));
		assertThat(this.downloads.get()).isGreaterThan(5);
		assertThat(this.merchant.platformKeys().all()).hasSize(1);
	}

	@Test
	void manyCallsWaitForOneDownload() {
		Sinks.Empty<Void> answer = Sinks.empty();
		Mono<Void> renewal = this.outcome;
		this.outcome = answer.asMono().then(renewal);
		AtomicInteger done = new AtomicInteger();
		for (int i = 0; i < 1000; i++) {
			this.certificates.loaded(CALL).subscribe((nothing) -> {
			}, (ex) -> {
			}, done::incrementAndGet);
		}
		this.timer.advanceTime();
		assertThat(done).hasValue(0);
		answer.tryEmitEmpty();
		this.timer.advanceTime();
		assertThat(done).hasValue(1000);
		assertThat(this.downloads).hasValue(1);
	}

	@Test
	void callThatGivesUpDoesNotEndTheDownloadOfOthers() {
		Sinks.Empty<Void> answer = Sinks.empty();
		Mono<Void> renewal = this.outcome;
		this.outcome = answer.asMono().then(renewal);
		this.certificates.loaded(CALL).subscribe().dispose();
		this.timer.advanceTime();
		answer.tryEmitEmpty();
		StepVerifier.create(this.certificates.loaded(CALL)).expectComplete().verify(LIMIT);
		assertThat(this.downloads).hasValue(1);
	}

	@Test
	void callFailsAtOnceWithinAMinuteOfAFailureAndSaysThatNothingWasSent() {
		this.outcome = Mono.error(transportFailure());
		use();
		StepVerifier.create(this.certificates.loaded(CALL))
			.expectErrorSatisfies(
					(ex) -> assertThat(ex).isInstanceOfSatisfying(WechatPayTransportException.class, (failure) -> {
						assertThat(failure.getFailure()).isEqualTo(Failure.NO_PLATFORM_KEY);
						assertThat(failure.isOutcomeUnknown()).isFalse();
						assertThat(failure.isRetryable()).isTrue();
						assertThat(failure).hasMessageContaining("nothing was sent")
							.hasMessageContaining("the network is down");
					}))
			.verify(LIMIT);
		assertThat(this.downloads).hasValue(1);
	}

	@Test
	@Tag("case-43")
	void unknownSerialsCauseAtMostOneDownloadAMinute() {
		use();
		Random random = new Random(2);
		for (int minute = 0; minute < 5; minute++) {
			for (int i = 0; i < 20_000; i++) {
				String serial = Long.toHexString(random.nextLong());
				assertThat(this.merchant.platformKeys().find(serial, TestPlatform.NOW)).isEmpty();
			}
			this.timer.advanceTime();
			assertThat(this.downloads).hasValue(1 + minute);
			this.timer.advanceTimeBy(Duration.ofMinutes(1));
		}
		this.merchant.platformKeys().find("PUB_KEY_ID_01", TestPlatform.NOW);
		this.merchant.platformKeys().find("not-a-number", TestPlatform.NOW);
		this.timer.advanceTime();
		assertThat(this.downloads).hasValue(5);
	}

	@Test
	void listThatIsNotThereIsAnErrorOnlyWithoutThePublicKey() {
		this.outcome = Mono.error(new WechatPayApiException("was answered 404", 404, null, false, null, null));
		StepVerifier.create(this.certificates.loaded(CALL).doOnSubscribe((s) -> this.timer.advanceTime()))
			.then(this.timer::advanceTime)
			.expectErrorSatisfies((ex) -> assertThat(ex).hasMessageContaining("'wechatpay.public-key-id'")
				.hasMessageContaining("'wechatpay.public-key-path'")
				.hasMessageContaining("apply for the WeChat Pay public key"))
			.verify(LIMIT);
		Merchant mixed = TestPlatform.builder()
			.platformKey(TestPlatform.publicKey())
			.platformCertificates()
			.apiV3Key(ApiV3Key.of(TestPlatform.API_V3_KEY))
			.build();
		try (PlatformCertificates certificates = certificates(mixed)) {
			Mono<Void> refreshed = certificates.refresh();
			this.timer.advanceTime();
			StepVerifier.create(refreshed).expectComplete().verify(LIMIT);
		}
	}

	private static WechatPayTransportException transportFailure() {
		return new WechatPayTransportException("the network is down", Failure.CONNECT, false, null);
	}

	/**
	 * The shortest pause there can be: nine tenths of the interval, or exactly that after
	 * a failure.
	 */
	private static final class NoJitter implements RandomGenerator {

		@Override
		public long nextLong() {
			return 0;
		}

	}

}
