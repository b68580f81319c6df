package io.github.wechatpaycontract.notification;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Rejection;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import io.github.wechatpaycontract.observation.WorkObserver;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Turns an incoming notification into an answer: verify, let it take effect, and
 * acknowledge only what is durable.
 * <p>
 * Works on a bounded number of threads of its own. What does not fit is answered
 * {@link NotificationAnswer#BUSY}, what takes longer than the budget
 * {@link NotificationAnswer#FAILED}: WeChat Pay sends both again.
 */
public final class NotificationReceiver implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(NotificationReceiver.class);

	private static final int THREADS = 16;

	private static final int QUEUED_PER_THREAD = 16;

	/** An inbox that keeps to its time says itself what became of the notification. */
	private static final Duration GRACE = Duration.ofMillis(100);

	private final NotificationInbox inbox;

	private final Duration timeBudget;

	private final WorkObserver observer;

	private final RejectionLog rejectionLog = new RejectionLog();

	private @Nullable Scheduler scheduler;

	/**
	 * Creates a receiver.
	 * @param inbox lets what was verified take effect
	 * @param timeBudget how long verification and the effect may take together
	 */
	public NotificationReceiver(NotificationInbox inbox, Duration timeBudget) {
		this(inbox, timeBudget, ObservationRegistry.NOOP);
	}

	/**
	 * Creates a receiver that is observed.
	 * @param inbox lets what was verified take effect
	 * @param timeBudget how long verification and the effect may take together
	 * @param observationRegistry who is told of every notification, in a
	 * {@link WechatPayNotificationContext}
	 */
	public NotificationReceiver(NotificationInbox inbox, Duration timeBudget, ObservationRegistry observationRegistry) {
		this.inbox = inbox;
		this.timeBudget = timeBudget;
		this.observer = new WorkObserver(observationRegistry);
	}

	/**
	 * Made at its first use: an application that starts would load many classes for it.
	 */
	private synchronized Scheduler scheduler() {
		if (this.scheduler == null) {
			this.scheduler = Schedulers.newBoundedElastic(THREADS, QUEUED_PER_THREAD, "wechatpay-notification", 60,
					true);
		}
		return this.scheduler;
	}

	/**
	 * Receives a notification.
	 * @param verifier verifies it with the keys of the merchant it is meant for
	 * @param headers gives all values of a header, by its name in any case; an empty list
	 * for none
	 * @param body the bytes as received
	 * @return the answer, never an error
	 */
	public Mono<NotificationAnswer> receive(NotificationVerifier verifier, Function<String, List<String>> headers,
			byte[] body) {
		return observed(verifier, (context) -> answer(context, verifier, headers, body));
	}

	private Mono<NotificationAnswer> answer(WechatPayNotificationContext context, NotificationVerifier verifier,
			Function<String, List<String>> headers, byte[] body) {
		long start = System.nanoTime();
		return Mono.fromCallable(() -> verifier.verify(headers, body)).subscribeOn(scheduler()).flatMap((result) -> {
			if (result instanceof Verified verified) {
				context.verified(verified.notification().kind());
				return this.inbox
					.accept(new NotificationDelivery(verified.notification(), NotificationMessage.of(headers, body),
							timeLeft(start)))
					.doOnNext((answer) -> noteLate(context, answer, start));
			}
			Rejected rejected = (Rejected) result;
			context.refused(rejected.reason());
			return Mono.just(refuse(verifier, rejected));
		})
			.timeout(this.timeBudget.plus(GRACE), Mono.fromSupplier(() -> late(context, verifier)))
			.onErrorResume((ex) -> Mono.fromSupplier(() -> failed(context, verifier, ex)));
	}

	private Mono<NotificationAnswer> observed(NotificationVerifier verifier,
			Function<WechatPayNotificationContext, Mono<NotificationAnswer>> work) {
		return this.observer.observe(() -> new WechatPayNotificationContext(verifier.mchid()),
				NotificationConvention.INSTANCE, work);
	}

	/**
	 * Refuses a notification whose body was not read to its end.
	 * @param verifier what would have verified it
	 * @param answer what it is answered
	 * @param reason why, in words
	 * @return the answer
	 */
	public Mono<NotificationAnswer> refuse(NotificationVerifier verifier, NotificationAnswer answer, String reason) {
		return observed(verifier, (context) -> {
			context.refused(WechatPayNotificationContext.UNREAD);
			this.rejectionLog.log(verifier.mchid(), answer.name().toLowerCase(Locale.ROOT), Level.WARN, reason);
			return Mono.just(answer);
		});
	}

	private Duration timeLeft(long start) {
		return this.timeBudget.minusNanos(System.nanoTime() - start);
	}

	private NotificationAnswer refuse(NotificationVerifier verifier, Rejected rejected) {
		this.rejectionLog.log(verifier.mchid(), rejected.reason(), level(rejected), rejected.detail());
		return switch (rejected.rejection()) {
			case NOT_AUTHENTIC -> NotificationAnswer.NOT_AUTHENTIC;
			case MALFORMED -> NotificationAnswer.MALFORMED;
			case NOT_DECRYPTABLE -> NotificationAnswer.FAILED;
		};
	}

	private static Level level(Rejected rejected) {
		if (rejected.signatureFailure() == SignatureFailure.PROBE) {
			return Level.INFO;
		}
		return (rejected.rejection() == Rejection.NOT_DECRYPTABLE) ? Level.ERROR : Level.WARN;
	}

	private void noteLate(WechatPayNotificationContext context, NotificationAnswer answer, long start) {
		if (answer == NotificationAnswer.FAILED && timeLeft(start).toNanos() <= 0) {
			context.refused(WechatPayNotificationContext.LATE);
		}
	}

	private NotificationAnswer late(WechatPayNotificationContext context, NotificationVerifier verifier) {
		context.refused(WechatPayNotificationContext.LATE);
		this.rejectionLog.log(verifier.mchid(), WechatPayNotificationContext.LATE, Level.ERROR,
				"it was not done within %d ms; WeChat Pay will send it again".formatted(this.timeBudget.toMillis()));
		return NotificationAnswer.FAILED;
	}

	private NotificationAnswer failed(WechatPayNotificationContext context, NotificationVerifier verifier,
			Throwable ex) {
		if (ex instanceof RejectedExecutionException) {
			context.refused(WechatPayNotificationContext.BUSY);
			this.rejectionLog.log(verifier.mchid(), WechatPayNotificationContext.BUSY, Level.WARN,
					"too many at once, or shutting down; WeChat Pay will send it again");
			return NotificationAnswer.BUSY;
		}
		logger.error("A notification was not handled; WeChat Pay will send it again", ex);
		return NotificationAnswer.FAILED;
	}

	/**
	 * Stops the threads and logs the refusals that are only counted so far. What comes
	 * later is answered {@link NotificationAnswer#BUSY}.
	 */
	@Override
	public void close() {
		scheduler().dispose();
		this.rejectionLog.flush();
	}

}
