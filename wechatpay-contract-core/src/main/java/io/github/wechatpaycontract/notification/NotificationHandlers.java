package io.github.wechatpaycontract.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The handlers of an application as one: called one after the other, the first failure
 * ends it.
 */
public final class NotificationHandlers {

	private final List<ReactiveContractNotificationHandler> handlers = new ArrayList<>();

	/**
	 * Creates the handlers.
	 * @param blocking handlers that may block, called in this order
	 * @param reactive handlers that do not block, called after them
	 */
	public NotificationHandlers(List<ContractNotificationHandler> blocking,
			List<ReactiveContractNotificationHandler> reactive) {
		blocking.forEach((handler) -> this.handlers.add(new BlockingHandlerAdapter(handler)));
		this.handlers.addAll(reactive);
	}

	/**
	 * Returns whether there is none.
	 * @return {@code true} if nothing would be called
	 */
	public boolean isEmpty() {
		return this.handlers.isEmpty();
	}

	/**
	 * Hands a notification to all of them. The blocking ones run on the thread that
	 * subscribes.
	 * @param notification the notification
	 * @return completes once every handler is done
	 */
	public Mono<Void> handle(ContractNotification notification) {
		boolean other = notification.kind() == NotificationKind.OTHER;
		return Flux.fromIterable(this.handlers)
			.concatMap(
					(handler) -> call(() -> other ? handler.handleOther(notification) : handler.handle(notification)))
			.then();
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
		}).onErrorMap(Error.class, NotificationHandlers::failure);
	}

	static IllegalStateException failure(Throwable error) {
		return new IllegalStateException("The handler failed with " + error.getClass().getName(), error);
	}

}
