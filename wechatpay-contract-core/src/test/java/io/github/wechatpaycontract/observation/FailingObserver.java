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

	/**
	 * Lets what is told of later than the start fail only.
	 */
	public FailingObserver startingWell() {
		this.startsWell = true;
		return this;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	@Override
	public void onStart(Observation.Context context) {
		this.calls.add("start");
		if (!this.startsWell) {
			throw new Failure();
		}
	}

	@Override
	public void onError(Observation.Context context) {
		fail("error");
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		fail("event");
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		fail("scope");
	}

	@Override
	public void onStop(Observation.Context context) {
		fail("stop");
	}

	private void fail(String call) {
		this.calls.add(call);
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
