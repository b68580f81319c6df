package io.github.wechatpaycontract.client;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.crypto.PrivateKeys;
import io.github.wechatpaycontract.crypto.PublicKeys;
import io.github.wechatpaycontract.echo.ReactiveSecurityEcho;
import io.github.wechatpaycontract.echo.SecurityEchoRequest;
import io.github.wechatpaycontract.merchant.ApiV3Key;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.MerchantBuilder;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.notification.NotificationResult;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.NotificationDraft;
import io.github.wechatpaycontract.simulator.NotificationFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.SimulatedMerchant;
import io.github.wechatpaycontract.simulator.TrustMode;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Platform certificates and mixed mode on the wire.
 */
class CertificateModeTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final ApiRequest CALL = ApiRequest.get("/v3/synthetic/a");

	private final AtomicLong nanoTime = new AtomicLong();

	private WechatPaySimulator simulator;

	private SignedExchange exchange;

	private NotificationVerifier verifier;

	private void start(TrustMode mode) {
		SimulatedMerchant simulated = SimulatedMerchant.builder()
			.mchid(TestPlatform.MCHID)
			.privateKeyPem(TestPlatform.simulated().privateKeyPem())
			.certificatePem(TestPlatform.simulated().certificatePem())
			.platformPrivateKeyPem(TestPlatform.simulated().platformPrivateKeyPem())
			.trustMode(mode)
			.build();
		start(simulated, mode);
	}

	private void start(SimulatedMerchant simulated, TrustMode client) {
		this.simulator = WechatPaySimulator.builder().merchant(simulated).start();
		MerchantBuilder builder = Merchant.builder(simulated.mchid())
			.certificateSerialNumber(simulated.certificateSerialNumber())
			.privateKey(PrivateKeys.read(bytes(simulated.privateKeyPem()), null))
			.apiV3Key(ApiV3Key.of(simulated.apiV3Key()));
		if (client != TrustMode.CERTIFICATES) {
			builder.platformKey(
					PlatformKey.publicKey(simulated.publicKeyId(), PublicKeys.read(bytes(simulated.publicKeyPem()))));
		}
		if (client != TrustMode.PUBLIC_KEY) {
			builder.platformCertificates();
		}
		this.exchange = new SignedExchange(builder.build(), SimulatedExchange.settings(this.simulator.baseUrl()),
				Clock.systemUTC(), UnaryOperator.identity(), ObservationRegistry.NOOP, Schedulers::parallel,
				this.nanoTime::get);
		this.verifier = new NotificationVerifier(this.exchange.merchant(), Clock.systemUTC(), TestPlatform.SKEW,
				Map.of());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@AfterEach
	void close() {
		this.exchange.close();
		this.simulator.close();
	}

	private void minutesLater(int minutes) {
		this.nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(minutes));
	}

	private long downloads() {
		return this.simulator.requests().stream().filter(CertificateModeTests::isDownload).count();
	}

	private static boolean isDownload(ReceivedRequest request) {
		return request.rawUri().equals("/v3/certificates?algorithm_type=RSA");
	}

	private void call() {
		StepVerifier.create(this.exchange.exchange(CALL)).expectNextCount(1).expectComplete().verify(LIMIT);
	}

	private String namedLast() {
		return this.simulator.requests()
			.get(this.simulator.requests().size() - 1)
			.headers()
			.first("Wechatpay-Serial")
			.orElse("none");
	}

	@Test
	void firstCallsWaitForOneDownloadAndNameTheNewestCertificate() {
		start(TrustMode.CERTIFICATES);
		Flux.range(0, 50).flatMap((i) -> this.exchange.exchange(CALL), 50).blockLast(LIMIT);
		assertThat(downloads()).isEqualTo(1);
		String serial = this.simulator.platformCertificates().serials().get(0);
		assertThat(this.simulator.requests()).hasSize(51)
			.allSatisfy((request) -> assertThat(request.signatureAccepted()).isTrue())
			.allSatisfy((request) -> assertThat(request.headers().first("Wechatpay-Serial").orElse("none"))
				.isEqualTo(isDownload(request) ? "none" : serial));
	}

	@Test
	void callInPublicKeyModeNeverDownloads() {
		start(TrustMode.PUBLIC_KEY);
		this.exchange.warmUp().block(LIMIT);
		this.exchange.loadPlatformCertificates().block(LIMIT);
		call();
		assertThat(downloads()).isZero();
	}

	@Test
	void callWhenTheDownloadFailsSendsNothing() {
		start(TrustMode.CERTIFICATES);
		this.simulator.answers().next(AnswerFault.wrongSignature());
		for (int i = 0; i < 2; i++) {
			StepVerifier.create(this.exchange.exchange(CALL))
				.expectErrorSatisfies(
						(ex) -> assertThat(ex).isInstanceOfSatisfying(WechatPayTransportException.class, (failure) -> {
							assertThat(failure.getFailure()).isEqualTo(Failure.NO_PLATFORM_KEY);
							assertThat(failure.isOutcomeUnknown()).isFalse();
							assertThat(failure).hasCauseInstanceOf(WechatPaySignatureException.class);
						}))
				.verify(LIMIT);
		}
		assertThat(this.simulator.requests()).hasSize(1);
		minutesLater(1);
		call();
		assertThat(downloads()).isEqualTo(2);
	}

	@Test
	void callWhenTheMerchantHasNoCertificatesSaysWhatToDo() {
		start(TestPlatform.simulated(), TrustMode.CERTIFICATES);
		StepVerifier.create(this.exchange.exchange(CALL))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(WechatPayTransportException.class)
				.hasMessageContaining("apply for the WeChat Pay public key")
				.hasMessageContaining("'wechatpay.public-key-id'"))
			.verify(LIMIT);
	}

	@Test
	void callInMixedModeWithoutCertificatesIsFine() {
		start(TestPlatform.simulated(), TrustMode.MIXED);
		this.exchange.loadPlatformCertificates().block(LIMIT);
		call();
		assertThat(this.exchange.merchant().platformKeys().all()).hasSize(1);
	}

	@Test
	@Tag("case-134")
	void rotationInMidFlightCostsOneRefreshAndNoFailure() {
		start(TrustMode.CERTIFICATES);
		call();
		this.simulator.platformCertificates().rotate();
		minutesLater(2);
		Flux.range(0, 200).flatMap((i) -> this.exchange.exchange(CALL), 20).blockLast(LIMIT);
		assertThat(downloads()).isEqualTo(2);
		String successor = this.simulator.platformCertificates().retire();
		minutesLater(2);
		Flux.range(0, 20).flatMap((i) -> this.exchange.exchange(CALL), 20).blockLast(LIMIT);
		assertThat(downloads()).isEqualTo(2);
		assertThat(namedLast()).isEqualTo(successor);
		assertThat(this.exchange.merchant().platformKeys().all()).hasSize(2);
	}

	@Test
	@Tag("case-134")
	void rotationInMidFlightInMixedModeCostsNothing() {
		start(TrustMode.MIXED);
		call();
		this.exchange.loadPlatformCertificates().block(LIMIT);
		this.simulator.platformCertificates().announce();
		minutesLater(2);
		this.exchange.loadPlatformCertificates().block(LIMIT);
		this.simulator.platformCertificates().rotate();
		Flux.range(0, 100).flatMap((i) -> this.exchange.exchange(CALL), 20).blockLast(LIMIT);
		for (int i = 0; i < 100; i++) {
			assertThat(verify(notification(NotificationFault.none()))).isInstanceOf(Verified.class);
		}
		assertThat(downloads()).isEqualTo(2);
		assertThat(namedLast()).isEqualTo(this.simulator.merchant().publicKeyId());
	}

	@Test
	void answerOfAnUnknownSerialIsVerifiedAgainAfterOneGuardedRefresh() {
		start(TrustMode.CERTIFICATES);
		call();
		minutesLater(2);
		for (int i = 0; i < 3; i++) {
			this.simulator.answers().next(AnswerFault.serial("7ABCDEF0"));
			StepVerifier.create(this.exchange.exchange(CALL))
				.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOfSatisfying(WechatPaySignatureException.class,
						(failure) -> assertThat(failure.getFailure()).isEqualTo(SignatureFailure.UNKNOWN_SERIAL)))
				.verify(LIMIT);
		}
		assertThat(downloads()).isEqualTo(2);
		minutesLater(2);
		this.simulator.answers().next(AnswerFault.serial("PUB_KEY_ID_0199"));
		StepVerifier.create(this.exchange.exchange(CALL)).expectError(WechatPaySignatureException.class).verify(LIMIT);
		assertThat(downloads()).isEqualTo(2);
	}

	@Test
	void callWaitsForTheDownloadNoLongerThanItsDeadline() {
		start(TrustMode.CERTIFICATES);
		this.exchange.close();
		this.exchange = new SignedExchange(this.exchange.merchant(),
				SimulatedExchange.settings(this.simulator.baseUrl())
					.withTimeouts(
							new TimeoutSettings(Duration.ofSeconds(2), Duration.ofSeconds(40), Duration.ofMillis(500))),
				Clock.systemUTC());
		this.simulator.answers().next(AnswerFault.held());
		StepVerifier.create(this.exchange.exchange(CALL))
			.expectErrorSatisfies((ex) -> assertThat(((WechatPayException) ex).isOutcomeUnknown()).isFalse())
			.verify(LIMIT);
	}

	@Test
	@Tag("case-43")
	void randomSerialsCauseOneDownloadAndNoRsa() {
		start(TrustMode.CERTIFICATES);
		call();
		minutesLater(2);
		assertRefused(100_000);
		this.exchange.loadPlatformCertificates().block(LIMIT);
		assertThat(downloads()).isEqualTo(2);
	}

	@Test
	@Tag("case-43")
	void randomSerialsCauseNoCallInPublicKeyMode() {
		start(TrustMode.PUBLIC_KEY);
		assertRefused(100_000);
		assertThat(this.simulator.requests()).isEmpty();
	}

	private void assertRefused(int times) {
		SignedNotification genuine = notification(NotificationFault.none());
		Random random = new Random(43);
		for (int i = 0; i < times; i++) {
			String serial = ((i % 2 == 0) ? "" : "PUB_KEY_ID_") + Long.toHexString(random.nextLong());
			NotificationResult result = this.verifier.verify(
					(name) -> name.equalsIgnoreCase("Wechatpay-Serial") ? List.of(serial) : genuine.headers().all(name),
					genuine.body());
			if (!(result instanceof Rejected rejected)
					|| rejected.signatureFailure() != SignatureFailure.UNKNOWN_SERIAL) {
				throw new AssertionError(result + " for " + serial);
			}
		}
	}

	@Test
	void notificationOfAnUnknownSerialIsRefusedOnceAndThenKnown() {
		start(TrustMode.CERTIFICATES);
		assertThat(verify(notification(NotificationFault.none()))).isInstanceOf(Rejected.class);
		this.exchange.loadPlatformCertificates().block(LIMIT);
		assertThat(verify(notification(NotificationFault.none()))).isInstanceOf(Verified.class);
		assertThat(downloads()).isEqualTo(1);
	}

	@Test
	@Tag("case-44")
	void notificationOfASupersededCertificateIsAcceptedUntilItEnds() {
		start(TrustMode.CERTIFICATES);
		this.exchange.loadPlatformCertificates().block(LIMIT);
		SignedNotification old = notification(NotificationFault.none());
		this.simulator.platformCertificates().rotate();
		this.simulator.platformCertificates().retire();
		minutesLater(2);
		this.exchange.loadPlatformCertificates().block(LIMIT);
		assertThat(verify(old)).isInstanceOf(Verified.class);
		assertThat(verify(notification(NotificationFault.none()))).isInstanceOf(Verified.class);
	}

	@Test
	void secretOfTheSelfTestWaitsForTheCertificate() {
		start(TrustMode.CERTIFICATES);
		Mono<Void> echo = new ReactiveSecurityEcho(this.exchange)
			.echo(SecurityEchoRequest.of("hello").withSecret("secret"));
		StepVerifier.create(echo).expectComplete().verify(LIMIT);
	}

	private SignedNotification notification(NotificationFault fault) {
		return this.simulator.notifications().build(NotificationDraft.builder().fault(fault).build());
	}

	private NotificationResult verify(SignedNotification notification) {
		return this.verifier.verify(notification.headers()::all, notification.body());
	}

}
