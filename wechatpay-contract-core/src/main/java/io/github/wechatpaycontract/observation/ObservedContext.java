package io.github.wechatpaycontract.observation;

import io.micrometer.observation.Observation;

/**
 * What is known of work that is observed. It is told how the work ended, before anybody
 * who waits for it is.
 *
 * @param <T> the type of the result
 */
public abstract class ObservedContext<T> extends Observation.Context {

	private Observation observation = Observation.NOOP;

	final void observedBy(Observation observation) {
		this.observation = observation;
	}

	final Observation observation() {
		return this.observation;
	}

	/**
	 * Tells of an event.
	 * @param event the event
	 */
	protected final void tell(Observation.Event event) {
		WorkObserver.quietly(() -> this.observation.event(event));
	}

	/**
	 * Notes a result.
	 * @param result the result
	 */
	protected abstract void succeeded(T result);

	/**
	 * Notes a failure.
	 * @param ex the failure
	 */
	protected void failed(Throwable ex) {
	}

	/**
	 * Notes that nobody waits any more.
	 */
	protected void cancelled() {
	}

}
