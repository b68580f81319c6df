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
			catch (VirtualMachineError ex) {
				// Reactor lets these pass unseen, and the notification would hang
				throw new IllegalStateException("The handler failed with " + ex.getClass().getName(), ex);
			}
		}).subscribeOn(this.scheduler);
	}

	/**
	 * A call that may fail in any way.
	 */
	private interface Call {

		void run() throws Exception;

	}

}
