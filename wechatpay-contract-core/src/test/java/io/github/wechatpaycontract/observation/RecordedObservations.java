package io.github.wechatpaycontract.observation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;

/**
 * Remembers what was observed.
 */
public final class RecordedObservations implements ObservationHandler<Observation.Context> {

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final Set<Observation.Context> underway = ConcurrentHashMap.newKeySet();

	private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

	private final List<String> events = new CopyOnWriteArrayList<>();

	public RecordedObservations() {
		this.registry.observationConfig().observationHandler(this);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	@Override
	public void onStart(Observation.Context context) {
		this.underway.add(context);
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		this.events.add(event.getName());
	}

	@Override
	public void onStop(Observation.Context context) {
		this.underway.remove(context);
		this.stopped.add(context);
	}

	public ObservationRegistry registry() {
		return this.registry;
	}

	/**
	 * Returns what ended, in that order, as often as it did.
	 */
	public List<Observation.Context> stopped() {
		return this.stopped;
	}

	public Set<Observation.Context> underway() {
		return this.underway;
	}

	public List<String> events() {
		return this.events;
	}

	public static Map<String, String> lowCardinality(Observation.Context context) {
		return map(context.getLowCardinalityKeyValues());
	}

	public static Map<String, String> highCardinality(Observation.Context context) {
		return map(context.getHighCardinalityKeyValues());
	}

	private static Map<String, String> map(KeyValues keyValues) {
		return keyValues.stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
	}

}
