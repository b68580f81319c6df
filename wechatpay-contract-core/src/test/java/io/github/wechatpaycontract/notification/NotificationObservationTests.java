package io.github.wechatpaycontract.notification;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.Vectors;
import io.github.wechatpaycontract.observation.FailingObserver;
import io.github.wechatpaycontract.observation.RecordedObservations;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told of notifications that are observed.
 */
class NotificationObservationTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final NotificationVerifier VERIFIER = new NotificationVerifier(TestPlatform.merchant(),
			TestPlatform.clock(1), TestPlatform.SKEW, Map.of());

	private final RecordedObservations observations = new RecordedObservations();

	private final TestMessage signed = TestPlatform.notification("ENTRUST.SIGN", TestPlatform.SIGNED);

	private final NotificationReceiver receiver = receiver((delivery) -> Mono.just(NotificationAnswer.ACKNOWLEDGED));

	@AfterEach
	void close() {
		this.receiver.close();
		assertThat(this.observations.underway()).isEmpty();
	}

	@Test
	void notificationThatTakesEffectIsTold() {
		receive(this.receiver, this.signed);
		Observation.Context context = context();
		assertThat(context.getName()).isEqualTo("wechatpay.notifications");
		assertThat(context.getContextualName()).isEqualTo("wechatpay notification");
		assertThat(RecordedObservations.lowCardinality(context)).containsOnly(Map.entry("answer", "acknowledged"),
				Map.entry("kind", "signed"), Map.entry("reason", "none"));
		assertThat(RecordedObservations.highCardinality(context)).containsOnly(Map.entry("mchid", TestPlatform.MCHID));
	}

	@Test
	@Tag("case-48")
	void probeIsToldApart() {
		receive(this.receiver, Vectors.message(Vectors.find("notifications", "N7")));
		assertThat(RecordedObservations.lowCardinality(context())).containsOnly(Map.entry("answer", "not_authentic"),
				Map.entry("kind", "none"), Map.entry("reason", "probe"));
	}

	@Test
	void notificationThatIsNotHandledIsTold() {
		try (NotificationReceiver failing = receiver((delivery) -> Mono.error(new IllegalStateException("no")))) {
			receive(failing, this.signed);
		}
		assertThat(RecordedObservations.lowCardinality(context())).containsOnly(Map.entry("answer", "failed"),
				Map.entry("kind", "signed"), Map.entry("reason", "none"));
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "true, false", "false, true", "true, true" })
	void observerThatFailsChangesNoAnswer(boolean startsWell, boolean withErrors) {
		FailingObserver failing = startsWell ? new FailingObserver().startingWell() : new FailingObserver();
		failing = withErrors ? failing.withErrors() : failing;
		this.observations.registry().observationConfig().observationHandler(failing);
		AtomicInteger handled = new AtomicInteger();
		try (NotificationReceiver receiver = receiver(inbox((notification) -> handled.incrementAndGet()))) {
			assertThat(receive(receiver, this.signed)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
			assertThat(receive(receiver, this.signed.with(TestMessage.SERIAL, "X")))
				.isEqualTo(NotificationAnswer.NOT_AUTHENTIC);
		}
		assertThat(handled).hasValue(1);
		assertThat(failing.calls())
			.contains(startsWell ? new String[] { "start", "scope", "stop" } : new String[] { "start" });
		this.observations.underway().clear();
	}

	@Test
	void blockingHandlerWorksInTheScopeOfTheNotification() {
		AtomicReference<Observation> seen = new AtomicReference<>();
		try (NotificationReceiver receiver = receiver(
				inbox((notification) -> seen.set(this.observations.registry().getCurrentObservation())))) {
			receive(receiver, this.signed);
		}
		assertThat(seen.get().getContext()).isSameAs(context());
		assertThat(this.observations.registry().getCurrentObservation()).isNull();
	}

	private static NotificationInbox inbox(ContractNotificationHandler handler) {
		return new UnrecordedInbox(new NotificationHandlers(List.of(handler), List.of()));
	}

	@Test
	void bodyThatWasNotReadIsTold() {
		assertThat(this.receiver.refuse(VERIFIER, NotificationAnswer.TOO_LARGE, "the body is too large").block(LIMIT))
			.isEqualTo(NotificationAnswer.TOO_LARGE);
		assertThat(RecordedObservations.lowCardinality(context())).containsOnly(Map.entry("answer", "too_large"),
				Map.entry("kind", "none"), Map.entry("reason", "unread"));
	}

	@Test
	void notificationThatIsLateOrOneOfTooManyIsTold() {
		NotificationReceiver slow = new NotificationReceiver((delivery) -> Mono.never(), Duration.ofMillis(300),
				this.observations.registry());
		assertThat(receive(slow, this.signed)).isEqualTo(NotificationAnswer.FAILED);
		slow.close();
		assertThat(receive(slow, this.signed)).isEqualTo(NotificationAnswer.BUSY);
		assertThat(this.observations.stopped()).extracting(RecordedObservations::lowCardinality)
			.containsExactly(Map.of("answer", "failed", "kind", "signed", "reason", "late"),
					Map.of("answer", "busy", "kind", "none", "reason", "busy"));
	}

	@Test
	void senderThatGoesAwayIsTold() {
		try (NotificationReceiver waiting = receiver((delivery) -> Mono.never())) {
			waiting.receive(VERIFIER, this.signed::header, this.signed.body()).subscribe().dispose();
		}
		assertThat(RecordedObservations.lowCardinality(context())).containsEntry("answer", "none");
	}

	@Test
	@Tag("case-174")
	void strangersAddNoSeries() {
		Set<Map<String, String>> series = new HashSet<>();
		for (int i = 0; i < 200; i++) {
			receive(this.receiver, this.signed.with(TestMessage.SERIAL, "PUB_KEY_ID_" + i));
			receive(this.receiver, this.signed.with(TestMessage.NONCE, "canary" + i));
			receive(this.receiver, TestPlatform.notification("CANARY." + i, TestPlatform.SIGNED));
		}
		this.observations.stopped().forEach((context) -> series.add(RecordedObservations.lowCardinality(context)));
		assertThat(this.observations.stopped()).hasSize(600);
		assertThat(series).hasSizeLessThan(5);
	}

	@Test
	void inboxSeesTheObservationInItsContext() {
		try (NotificationReceiver looking = receiver((delivery) -> Mono.deferContextual((context) -> {
			Observation observation = context.get("micrometer.observation");
			return Mono.just((observation.getContext() instanceof WechatPayNotificationContext)
					? NotificationAnswer.ACKNOWLEDGED : NotificationAnswer.FAILED);
		}))) {
			assertThat(receive(looking, this.signed)).isEqualTo(NotificationAnswer.ACKNOWLEDGED);
		}
	}

	private Observation.Context context() {
		assertThat(this.observations.stopped()).hasSize(1);
		return this.observations.stopped().get(0);
	}

	private NotificationReceiver receiver(NotificationInbox inbox) {
		return new NotificationReceiver(inbox, LIMIT, this.observations.registry());
	}

	private static NotificationAnswer receive(NotificationReceiver receiver, TestMessage message) {
		return receiver.receive(VERIFIER, message::header, message.body()).block(LIMIT);
	}

}
