package io.github.wechatpaycontract.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Rows by merchant and key, in the order they came, with a second unique key that a row
 * may lack. Not safe for threads.
 */
final class MemoryTable<R> {

	/** How far a better row to forget is looked for. */
	private static final int LOOKED_AT = 100;

	private final int capacity;

	private final Function<R, String> mchid;

	private final Function<R, String> key;

	private final Function<R, @Nullable String> secondKey;

	private final LinkedHashMap<Key, R> rows = new LinkedHashMap<>();

	private final Map<Key, String> bySecondKey = new HashMap<>();

	MemoryTable(int capacity, Function<R, String> mchid, Function<R, String> key,
			Function<R, @Nullable String> secondKey) {
		this.capacity = capacity;
		this.mchid = mchid;
		this.key = key;
		this.secondKey = secondKey;
	}

	Optional<R> find(String mchid, String key) {
		return Optional.ofNullable(this.rows.get(new Key(mchid, key)));
	}

	Optional<String> findKey(String mchid, String secondKey) {
		return Optional.ofNullable(this.bySecondKey.get(new Key(mchid, secondKey)));
	}

	Stream<R> stream() {
		return this.rows.values().stream();
	}

	/**
	 * Refuses a change that another transaction was faster with.
	 */
	void check(MemoryChange<R> change) {
		R row = change.row();
		if (change.isNew() && this.rows.containsKey(key(row))) {
			throw new LedgerConflictException("The row exists already", null);
		}
		String second = this.secondKey.apply(row);
		if (second != null
				&& findKey(this.mchid.apply(row), second).filter((owner) -> !owner.equals(this.key.apply(row)))
					.isPresent()) {
			throw new LedgerConflictException("The second key is another row's", null);
		}
	}

	/**
	 * Keeps changes, and forgets rows beyond the capacity.
	 * @return whether rows were forgotten
	 */
	boolean putAll(Collection<MemoryChange<R>> changes, Predicate<R> forgettable) {
		changes.forEach((change) -> put(change.row()));
		boolean forgotten = false;
		while (this.rows.size() > this.capacity) {
			remove(oldest(forgettable));
			forgotten = true;
		}
		return forgotten;
	}

	void put(R row) {
		R previous = this.rows.put(key(row), row);
		if (previous != null) {
			forgetSecondKey(previous);
		}
		String second = this.secondKey.apply(row);
		if (second != null) {
			this.bySecondKey.put(new Key(this.mchid.apply(row), second), this.key.apply(row));
		}
	}

	void remove(R row) {
		this.rows.remove(key(row));
		forgetSecondKey(row);
	}

	private void forgetSecondKey(R row) {
		String second = this.secondKey.apply(row);
		if (second != null) {
			this.bySecondKey.remove(new Key(this.mchid.apply(row), second));
		}
	}

	private R oldest(Predicate<R> forgettable) {
		Iterator<R> oldestFirst = this.rows.values().iterator();
		return stream().limit(LOOKED_AT).filter(forgettable).findFirst().orElseGet(oldestFirst::next);
	}

	private Key key(R row) {
		return new Key(this.mchid.apply(row), this.key.apply(row));
	}

	private record Key(String mchid, String key) {

	}

}
