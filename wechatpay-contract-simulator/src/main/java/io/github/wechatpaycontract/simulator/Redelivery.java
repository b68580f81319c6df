package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import reactor.core.publisher.Mono;

/**
 * Sends notifications when they are due, and again by the schedule until they are
 * acknowledged.
 */
final class Redelivery {

	private final NotificationSender sender;

	private final NotificationRoutes routes;

	private final FaultScript<NotificationFault> faults;

	private final Agenda agenda;

	private final List<Duration> resendDelays;

	private final Map<Object, Waiting> waiting = new ConcurrentHashMap<>();

	Redelivery(NotificationSender sender, NotificationRoutes routes, FaultScript<NotificationFault> faults,
			Agenda agenda, List<Duration> resendDelays) {
		this.sender = sender;
		this.routes = routes;
		this.faults = faults;
		this.agenda = agenda;
		this.resendDelays = resendDelays;
	}

	/**
	 * Sends something once, later where its fault says so.
	 */
	Mono<Delivery> send(NotificationDraft draft) {
		this.routes.route(draft.target());
		Mono<Delivery> sending = Mono.defer(() -> this.sender.send(draft, 1, draft.fault()));
		return draft.fault().isLate()
				? Mono.defer(() -> wait(draft, 1, this.agenda.now().plus(draft.fault().journey().delay()), sending))
				: sending;
	}

	/**
	 * Delivers something after a pause.
	 * @return the last attempt
	 */
	Mono<Delivery> deliver(NotificationDraft draft, Duration pause, Consumer<Delivery> onAttempt) {
		return Mono.defer(() -> deliver(draft, 1, this.agenda.now().plus(pause), onAttempt));
	}

	/**
	 * Pauses count from one sending to the next, however long the merchant took to
	 * answer.
	 */
	private Mono<Delivery> deliver(NotificationDraft draft, int attempt, Instant due, Consumer<Delivery> onAttempt) {
		NotificationFault own = (attempt == 1) ? draft.fault() : NotificationFault.none();
		return wait(draft, attempt, due, Mono.fromSupplier(() -> this.faults.take(own)))
			.flatMap((fault) -> wait(draft, attempt, due.plus(fault.journey().delay()),
					Mono.defer(() -> this.sender.send(draft, attempt, fault))))
			.doOnNext(onAttempt)
			.flatMap((delivery) -> (delivery.isAcknowledged() || attempt > this.resendDelays.size())
					? Mono.just(delivery)
					: deliver(draft, attempt + 1, due.plus(this.resendDelays.get(attempt - 1)), onAttempt));
	}

	/**
	 * Does something for an attempt that is due, and shows it as waiting until then.
	 */
	private <T> Mono<T> wait(NotificationDraft draft, int attempt, Instant due, Mono<T> task) {
		return Mono.defer(() -> {
			Object key = new Object();
			this.waiting.put(key, new Waiting(draft, this.routes.route(draft.target()), attempt, due));
			return this.agenda.at(due, task.doOnSubscribe((subscription) -> this.waiting.remove(key)))
				.doFinally((signal) -> this.waiting.remove(key));
		});
	}

	/**
	 * What waits, the next one first.
	 */
	List<Waiting> waiting() {
		return this.waiting.values().stream().sorted(Comparator.comparing(Waiting::due)).toList();
	}

	/**
	 * An attempt that is not due yet.
	 */
	record Waiting(NotificationDraft draft, URI target, int attempt, Instant due) {

	}

}
