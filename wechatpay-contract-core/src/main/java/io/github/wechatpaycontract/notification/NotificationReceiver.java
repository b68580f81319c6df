package io.github.wechatpaycontract.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Rejection;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Turns an incoming notification into an answer: verify, hand to the handlers one after
 * the other, and acknowledge only when all of them are done.
 * <p>
 * Works on a bounded number of threads of its own. What does not fit is answered
 * {@link NotificationAnswer#BUSY}, what takes longer than the budget
 * {@link NotificationAnswer#FAILED}: WeChat Pay sends both again.
 */
public final class NotificationReceiver implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(NotificationReceiver.class);

	private static final int THREADS = 16;

	private static final int QUEUED_PER_THREAD = 16;

	private final List<ReactiveContractNotificationHandler> handlers = new ArrayList<>();

	private final Duration timeBudget;

	private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, QUEUED_PER_THREAD,
			"wechatpay-notification", 60, true);

	private final RejectionLog rejectionLog = new RejectionLog();

	/**
	 * Creates a receiver.
	 * @param blocking handlers that may block, called in this order
	 * @param reactive handlers that do not block, called after them
	 * @param timeBudget how long verification and all handlers may take together
	 */
	public NotificationReceiver(List<ContractNotificationHandler> blocking,
			List<ReactiveContractNotificationHandler> reactive, Duration timeBudget) {
		blocking.forEach((handler) -> this.handlers.add(new BlockingHandlerAdapter(handler)));
		this.handlers.addAll(reactive);
		this.timeBudget = timeBudget;
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
		return Mono.fromCallable(() -> verifier.verify(headers, body))
			.subscribeOn(this.scheduler)
			.flatMap((result) -> answer(verifier.mchid(), result))
			.timeout(this.timeBudget, Mono.just(NotificationAnswer.FAILED))
			.onErrorResume((ex) -> Mono.just(failed(ex)));
	}

	/**
	 * Refuses a notification whose body was not read to its end.
	 * @param verifier what would have verified it
	 * @param answer what it is answered
	 * @param reason why, in words
	 * @return the answer
	 */
	public NotificationAnswer refuse(NotificationVerifier verifier, NotificationAnswer answer, String reason) {
		this.rejectionLog.log(verifier.mchid(), answer.name().toLowerCase(Locale.ROOT), Level.WARN, reason);
		return answer;
	}

	private Mono<NotificationAnswer> answer(String mchid, NotificationResult result) {
		if (result instanceof Verified verified) {
			return handle(verified.notification());
		}
		Rejected rejected = (Rejected) result;
		this.rejectionLog.log(mchid, rejected.reason(), level(rejected), rejected.detail());
		return Mono.just(switch (rejected.rejection()) {
			case NOT_AUTHENTIC -> NotificationAnswer.NOT_AUTHENTIC;
			case MALFORMED -> NotificationAnswer.MALFORMED;
			case NOT_DECRYPTABLE -> NotificationAnswer.FAILED;
		});
	}

	private static Level level(Rejected rejected) {
		if (rejected.signatureFailure() == SignatureFailure.PROBE) {
			return Level.INFO;
		}
		return (rejected.rejection() == Rejection.NOT_DECRYPTABLE) ? Level.ERROR : Level.WARN;
	}

	private Mono<NotificationAnswer> handle(ContractNotification notification) {
		boolean other = notification.kind() == NotificationKind.OTHER;
		if (other) {
			logger.warn("{} is neither a signing nor a termination; acknowledged", notification);
		}
		else if (this.handlers.isEmpty()) {
			logger.error("{} has no ContractNotificationHandler; WeChat Pay will send it again", notification);
			return Mono.just(NotificationAnswer.FAILED);
		}
		return Flux.fromIterable(this.handlers)
			.concatMap(
					(handler) -> call(() -> other ? handler.handleOther(notification) : handler.handle(notification)))
			.then(Mono.just(NotificationAnswer.ACKNOWLEDGED))
			.doOnError((ex) -> logger.error("{} was not handled; WeChat Pay will send it again", notification, ex))
			.onErrorReturn(NotificationAnswer.FAILED)
			.doOnCancel(() -> logger
				.error("{} was given up before its handlers were done; WeChat Pay will send it again", notification));
	}

	/** Reactor lets some errors pass unseen, and the notification would hang. */
	private static Mono<Void> call(Supplier<Mono<Void>> handler) {
		return Mono.defer(() -> {
			try {
				return handler.get();
			}
			catch (Error ex) {
				throw failure(ex);
			}
		}).onErrorMap(Error.class, NotificationReceiver::failure);
	}

	static IllegalStateException failure(Throwable error) {
		return new IllegalStateException("The handler failed with " + error.getClass().getName(), error);
	}

	private static NotificationAnswer failed(Throwable ex) {
		if (ex instanceof RejectedExecutionException) {
			return NotificationAnswer.BUSY;
		}
		logger.error("A notification could not be read; WeChat Pay will send it again", ex);
		return NotificationAnswer.FAILED;
	}

	/**
	 * Stops the threads.
	 */
	@Override
	public void close() {
		this.scheduler.dispose();
	}

}
