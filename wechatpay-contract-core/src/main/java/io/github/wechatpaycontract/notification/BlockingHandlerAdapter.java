package io.github.wechatpaycontract.notification;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Calls a blocking handler on threads that may block.
 */
final class BlockingHandlerAdapter implements ReactiveContractNotificationHandler {

	private final ContractNotificationHandler handler;

	private final Scheduler scheduler;

	BlockingHandlerAdapter(ContractNotificationHandler handler, Scheduler scheduler) {
		this.handler = handler;
		this.scheduler = scheduler;
	}

	@Override
	public Mono<Void> handle(ContractNotification notification) {
		return call(() -> this.handler.handle(notification));
	}

	@Override
	public Mono<Void> handleOther(ContractNotification notification) {
		return call(() -> this.handler.handleOther(notification));
	}

	private Mono<Void> call(Call call) {
		return Mono.<Void>fromCallable(() -> {
			try {
				call.run();
				return null;
			}
			catch (Error ex) {
				throw failure(ex);
			}
		}).subscribeOn(this.scheduler);
	}

	/** Reactor lets some errors pass unseen, and the notification would hang. */
	static IllegalStateException failure(Error error) {
		return new IllegalStateException("The handler failed with " + error.getClass().getName(), error);
	}

	/**
	 * A call that may fail in any way.
	 */
	private interface Call {

		void run() throws Exception;

	}

}
