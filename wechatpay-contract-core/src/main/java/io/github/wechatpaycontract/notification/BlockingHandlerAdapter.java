package io.github.wechatpaycontract.notification;

import io.github.wechatpaycontract.observation.WorkObserver;
import reactor.core.publisher.Mono;

/**
 * Calls a blocking handler on the thread that subscribes, which may block.
 */
final class BlockingHandlerAdapter implements ReactiveContractNotificationHandler {

	private final ContractNotificationHandler handler;

	BlockingHandlerAdapter(ContractNotificationHandler handler) {
		this.handler = handler;
	}

	@Override
	public Mono<Void> handle(ContractNotification notification) {
		return call(() -> this.handler.handle(notification));
	}

	@Override
	public Mono<Void> handleOther(ContractNotification notification) {
		return call(() -> this.handler.handleOther(notification));
	}

	private static Mono<Void> call(Call call) {
		return Mono.deferContextual((context) -> Mono.fromCallable(() -> WorkObserver.inScope(context, () -> {
			try {
				call.run();
				return null;
			}
			catch (Error ex) {
				throw NotificationHandlers.failure(ex);
			}
		})));
	}

	/**
	 * A call that may fail in any way.
	 */
	private interface Call {

		void run() throws Exception;

	}

}
