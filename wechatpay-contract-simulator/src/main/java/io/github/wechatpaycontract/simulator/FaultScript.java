package io.github.wechatpaycontract.simulator;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Faults for the next of something, one each and in order, and after those one fault for
 * a lasting share of it.
 *
 * @param <F> the kind of fault
 */
final class FaultScript<F> {

	private final Deque<F> next = new ArrayDeque<>();

	private final Share share = new Share(0);

	private @Nullable F shared;

	synchronized void next(Collection<F> faults) {
		this.next.addAll(faults);
	}

	synchronized void share(F fault, double share) {
		this.share.set(share);
		this.shared = fault;
	}

	synchronized void clear() {
		this.next.clear();
		this.share.set(0);
	}

	/**
	 * The faults that wait, the next one first.
	 */
	synchronized List<F> waiting() {
		return List.copyOf(this.next);
	}

	/**
	 * The fault for what comes now.
	 * @param otherwise what is taken if the script has none for it
	 */
	F take(F otherwise) {
		return take((fault) -> true, otherwise);
	}

	/**
	 * The fault for what comes now.
	 * @param fits whether a fault that waits is for it
	 * @param otherwise what is taken if the script has none for it
	 */
	synchronized F take(Predicate<F> fits, F otherwise) {
		F fault = this.next.stream().filter(fits).findFirst().orElse(null);
		this.next.removeFirstOccurrence(fault);
		if (fault == null && this.share.takesNext()) {
			fault = this.shared;
		}
		return (fault != null) ? fault : otherwise;
	}

}
