package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Makes one attempt to deliver a notification, and keeps a record of it.
 */
final class NotificationSender {

	private static final Logger logger = LoggerFactory.getLogger(NotificationSender.class);

	private final Platform platform;

	private final NotificationWriter writer;

	private final NotificationRoutes routes;

	private final Courier courier;

	private final Scheduler scheduler;

	private final Timeline timeline;

	private final Recent<Delivery> deliveries;

	NotificationSender(Platform platform, NotificationWriter writer, NotificationRoutes routes, Courier courier,
			Scheduler scheduler, Timeline timeline, int recordLimit) {
		this.platform = platform;
		this.writer = writer;
		this.routes = routes;
		this.courier = courier;
		this.scheduler = scheduler;
		this.timeline = timeline;
		this.deliveries = new Recent<>(recordLimit);
	}

	/**
	 * Sends once, in as many copies as the fault wants.
	 */
	Mono<Delivery> send(NotificationDraft draft, int attempt, NotificationFault fault) {
		URI target = this.routes.route(draft.target());
		return Flux.range(0, fault.journey().copies())
			.flatMap((copy) -> sendCopy(draft, target, attempt, fault))
			.reduce((one, other) -> one.isAcknowledged() ? one : other);
	}

	/**
	 * Sends what is signed already.
	 */
	Mono<Delivery> send(SignedNotification notification, URI target) {
		return record(null, notification,
				this.courier.carry(notification, "", this.routes.route(target), 1, "as given"));
	}

	private Mono<Delivery> sendCopy(NotificationDraft draft, URI target, int attempt, NotificationFault fault) {
		return Mono.fromCallable(() -> this.writer.write(draft, fault))
			.subscribeOn(this.scheduler)
			.flatMap((signed) -> record(draft, signed, fault.journey().lost() ? lose(draft, target, attempt, fault)
					: this.courier.carry(signed, draft.id(), target, attempt, fault.name())));
	}

	private Mono<Delivery> lose(NotificationDraft draft, URI target, int attempt, NotificationFault fault) {
		return Mono.fromSupplier(() -> new Delivery(draft.id(), target, attempt, fault.name(), null,
				DeliveryFailure.LOST.message(), this.platform.now()));
	}

	private Mono<Delivery> record(@Nullable NotificationDraft draft, SignedNotification signed,
			Mono<Delivery> delivery) {
		return delivery.publishOn(this.scheduler).doOnNext((attempt) -> {
			this.deliveries.add(attempt);
			this.timeline.add(draft, signed, attempt);
			logger.info("Notification {} to {}: attempt {}, fault {}, status {}", attempt.notificationId(),
					attempt.target(), attempt.attempt(), attempt.fault(), attempt.status());
		});
	}

	List<Delivery> deliveries() {
		return this.deliveries.list();
	}

	void clear() {
		this.deliveries.clear();
	}

}
