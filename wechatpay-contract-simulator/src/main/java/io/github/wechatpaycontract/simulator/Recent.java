package io.github.wechatpaycontract.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The latest records of something, the oldest dropped beyond a limit.
 *
 * @param <T> the kind of record
 */
final class Recent<T> {

	private final int limit;

	private final Deque<T> records = new ArrayDeque<>();

	Recent(int limit) {
		this.limit = limit;
	}

	synchronized void add(T item) {
		if (this.records.size() == this.limit) {
			this.records.removeFirst();
		}
		this.records.addLast(item);
	}

	synchronized List<T> list() {
		return List.copyOf(this.records);
	}

	synchronized void clear() {
		this.records.clear();
	}

}
