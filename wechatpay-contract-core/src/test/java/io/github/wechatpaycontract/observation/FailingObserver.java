package io.github.wechatpaycontract.observation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

/**
 * Fails whatever it is told.
 */
public final class FailingObserver implements ObservationHandler<Observation.Context> {

	private final Set<String> calls = ConcurrentHashMap.newKeySet();

	private boolean startsWell;

	private boolean endsWell;

	private boolean failsWithErrors;

	/**
	 * Lets what is told of later than the start fail only.
	 */
	public FailingObserver startingWell() {
		this.startsWell = true;
		return this;
	}

	/**
	 * Lets only the start fail.
	 */
	public FailingObserver endingWell() {
		this.endsWell = true;
		return this;
	}

	/**
	 * Fails as a handler does that was compiled with another version of its library.
	 */
	public FailingObserver withErrors() {
		this.failsWithErrors = true;
		return this;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	@Override
	public void onStart(Observation.Context context) {
		told("start", this.startsWell);
	}

	@Override
	public void onError(Observation.Context context) {
		told("error", this.endsWell);
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		told("event", this.endsWell);
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		told("scope", this.endsWell);
	}

	@Override
	public void onStop(Observation.Context context) {
		told("stop", this.endsWell);
	}

	private void told(String call, boolean well) {
		this.calls.add(call);
		if (well) {
			return;
		}
		if (this.failsWithErrors) {
			throw new NoSuchMethodError("told by a failing observer");
		}
		throw new Failure();
	}

	public Set<String> calls() {
		return this.calls;
	}

	/**
	 * What it fails with.
	 */
	public static final class Failure extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
