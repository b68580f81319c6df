package io.github.wechatpaycontract.observation;

import java.util.function.Function;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Lets work be observed from its subscription to its end, which may be that it is
 * cancelled.
 * <p>
 * The parent is the observation in the subscriber's context, where Spring WebFlux leaves
 * it, else the one current on the subscribing thread.
 */
public final class Observations {

	/** Where Micrometer's context propagation keeps an observation. */
	private static final String KEY = "micrometer.observation";

	private final ObservationRegistry registry;

	/**
	 * Creates the observations.
	 * @param registry who is told
	 */
	public Observations(ObservationRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Lets work be observed, unless nobody observes anything.
	 * @param <C> the type of the context
	 * @param <T> the type of the result
	 * @param context makes the context of one subscription
	 * @param convention how it is named, unless the registry has another
	 * @param work the work, which may tell the observation of events
	 * @return the work
	 */
	public <C extends ObservedContext<T>, T> Mono<T> observe(Supplier<C> context, ObservationConvention<C> convention,
			Function<Observation, Mono<T>> work) {
		if (this.registry.isNoop()) {
			return work.apply(Observation.NOOP);
		}
		return Mono.deferContextual((subscriber) -> observe(context.get(), convention, subscriber, work));
	}

	private <C extends ObservedContext<T>, T> Mono<T> observe(C context, ObservationConvention<C> convention,
			ContextView subscriber, Function<Observation, Mono<T>> work) {
		return Mono.using(() -> start(context, convention, subscriber),
				(observation) -> work.apply(observation).doOnNext(context::succeeded).doOnError((ex) -> {
					context.failed(ex);
					observation.error(ex);
				}).doOnCancel(context::cancelled).contextWrite((inner) -> inner.put(KEY, observation)),
				Observation::stop);
	}

	private <C extends Observation.Context> Observation start(C context, ObservationConvention<C> convention,
			ContextView subscriber) {
		Observation observation = Observation.createNotStarted(null, convention, () -> context, this.registry);
		if (subscriber.getOrDefault(KEY, null) instanceof Observation parent) {
			observation.parentObservation(parent);
		}
		return observation.start();
	}

}
