package io.github.wechatpaycontract.observation;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Lets work be observed from its subscription to its end, which may be that it is
 * cancelled. Whatever an observer does, the work goes on: money may hang on it.
 * <p>
 * The parent is the observation in the subscriber's context, where Spring WebFlux leaves
 * it, else the one current on the subscribing thread.
 */
public final class WorkObserver {

	private static final Logger logger = LoggerFactory.getLogger(WorkObserver.class);

	/** Where Micrometer's context propagation keeps an observation. */
	private static final String KEY = "micrometer.observation";

	private static final AtomicBoolean failedBefore = new AtomicBoolean();

	private final ObservationRegistry registry;

	/**
	 * Creates an observer.
	 * @param registry who is told
	 */
	public WorkObserver(ObservationRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Returns whether nobody observes anything. A context is dear enough to ask, where
	 * there is much to observe.
	 * @return {@code true} without a registry
	 */
	public boolean isNoop() {
		return this.registry.isNoop();
	}

	/**
	 * Lets work be observed.
	 * @param <C> the type of the context
	 * @param <T> the type of the result
	 * @param context makes the context of one subscription
	 * @param convention how it is named, unless the registry has another
	 * @param work the work, which may add to the context
	 * @return the work
	 */
	public <C extends ObservedContext<T>, T> Mono<T> observe(Supplier<C> context, ObservationConvention<C> convention,
			Function<C, Mono<T>> work) {
		return Mono.deferContextual((subscriber) -> observe(context.get(), convention, subscriber, work));
	}

	private <C extends ObservedContext<T>, T> Mono<T> observe(C context, ObservationConvention<C> convention,
			ContextView subscriber, Function<C, Mono<T>> work) {
		quietly(() -> start(context, convention, subscriber));
		Observation observation = context.observation();
		if (observation.isNoop()) {
			return work.apply(context);
		}
		return Mono.using(() -> observation,
				(started) -> work.apply(context)
					.doOnNext(context::succeeded)
					.doOnError((ex) -> failed(context, ex))
					.doOnCancel(context::cancelled)
					.contextWrite((inner) -> inner.put(KEY, started)),
				(started) -> quietly(started::stop));
	}

	private <C extends ObservedContext<?>> void start(C context, ObservationConvention<C> convention,
			ContextView subscriber) {
		if (subscriber.getOrDefault(KEY, null) instanceof Observation parent) {
			context.setParentObservation(parent);
		}
		Observation observation = Observation.createNotStarted(null, convention, () -> context, this.registry);
		// First: whoever is told of the start is told of the end.
		context.observedBy(observation);
		observation.start();
	}

	private static void failed(ObservedContext<?> context, Throwable ex) {
		context.failed(ex);
		quietly(() -> context.observation().error(ex));
	}

	/**
	 * Calls something that blocks, so that what it calls knows whose work it is part of.
	 * @param <T> the type of the result
	 * @param subscriber the context of the work
	 * @param call the call
	 * @return its result
	 * @throws Exception what the call throws
	 */
	public static <T extends @Nullable Object> T inScope(ContextView subscriber, Callable<T> call) throws Exception {
		if (!(subscriber.getOrDefault(KEY, null) instanceof Observation observation)) {
			return call.call();
		}
		Observation.Scope[] scope = { Observation.Scope.NOOP };
		quietly(() -> scope[0] = observation.openScope());
		try {
			return call.call();
		}
		finally {
			quietly(scope[0]::close);
		}
	}

	/**
	 * Errors too: a handler that does not fit its library throws one, and Reactor lets
	 * some pass unseen. The first failure is told aloud: what fails once fails with every
	 * call.
	 */
	static void quietly(Runnable observation) {
		try {
			observation.run();
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			logger.atLevel(failedBefore.getAndSet(true) ? Level.DEBUG : Level.WARN)
				.setCause(ex)
				.log("What is observed could not be told; the work itself is not concerned");
		}
	}

}
