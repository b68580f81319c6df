package io.github.wechatpaycontract.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * HTTP header fields in the order of the wire, repeated ones included; names compare
 * without regard to case.
 *
 * @param entries the fields
 */
public record HeaderFields(List<Map.Entry<String, String>> entries) {

	static final HeaderFields EMPTY = new HeaderFields(List.of());

	/**
	 * Copies the given list.
	 * @param entries the fields
	 */
	public HeaderFields {
		entries = List.copyOf(entries);
	}

	/**
	 * First value of a field.
	 * @param name the name in any case
	 * @return the value, or nothing
	 */
	public Optional<String> first(String name) {
		return all(name).stream().findFirst();
	}

	/**
	 * Every value of a field.
	 * @param name the name in any case
	 * @return the values in order, maybe none
	 */
	public List<String> all(String name) {
		return this.entries.stream()
			.filter((entry) -> entry.getKey().equalsIgnoreCase(name))
			.map(Map.Entry::getValue)
			.toList();
	}

	/**
	 * Names of the fields, each once, as they were written first.
	 * @return the names
	 */
	public Set<String> names() {
		Set<String> lower = new LinkedHashSet<>();
		Set<String> names = new LinkedHashSet<>();
		for (Map.Entry<String, String> entry : this.entries) {
			if (lower.add(entry.getKey().toLowerCase(Locale.ROOT))) {
				names.add(entry.getKey());
			}
		}
		return Collections.unmodifiableSet(names);
	}

	/**
	 * Replaces a field: all its values go, the given ones are put at the end.
	 * @param name the name
	 * @param values the new values; two make a repeated field
	 * @return a changed copy
	 */
	public HeaderFields with(String name, String... values) {
		List<Map.Entry<String, String>> changed = new ArrayList<>(without(name).entries());
		for (String value : values) {
			changed.add(Map.entry(name, value));
		}
		return new HeaderFields(changed);
	}

	/**
	 * Drops a field with all its values.
	 * @param name the name in any case
	 * @return a changed copy
	 */
	public HeaderFields without(String name) {
		return new HeaderFields(
				this.entries.stream().filter((entry) -> !entry.getKey().equalsIgnoreCase(name)).toList());
	}

	/**
	 * Calls back for each field in order.
	 * @param consumer receives name and value
	 */
	public void forEach(BiConsumer<String, String> consumer) {
		this.entries.forEach((entry) -> consumer.accept(entry.getKey(), entry.getValue()));
	}

	/**
	 * The same fields as a multimap.
	 * @return an unmodifiable map whose keys compare without regard to case
	 */
	public Map<String, List<String>> asMap() {
		Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		forEach((name, value) -> map.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value));
		map.replaceAll((name, values) -> List.copyOf(values));
		return Collections.unmodifiableMap(map);
	}

}
