package io.github.wechatpaycontract.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What is to be done at which time, and the time itself, which runs and can be moved on.
 */
final class Agenda {

	private final Clock base;

	private final Scheduler scheduler;

	private final PriorityQueue<Entry> entries = new PriorityQueue<>(
			Comparator.comparing(Entry::due).thenComparing(Entry::number));

	private final Disposable.Swap timer = Disposables.swap();

	private List<CompletableFuture<Void>> travellers = new ArrayList<>();

	private Duration moved = Duration.ZERO;

	private Duration destination = Duration.ZERO;

	private long numbers;

	private int running;

	Agenda(Clock base, Scheduler scheduler) {
		this.base = base;
		this.scheduler = scheduler;
	}

	synchronized Instant now() {
		return this.base.instant().plus(this.moved);
	}

	synchronized Duration moved() {
		return this.moved;
	}

	/**
	 * Does something once a time has come, at once if it has.
	 */
	<T> Mono<T> at(Instant due, Mono<T> task) {
		return Mono.create((sink) -> {
			Disposable.Swap started = Disposables.swap();
			Entry entry = enter(due, () -> started
				.update(task.doFinally((signal) -> end()).subscribe(sink::success, sink::error, sink::success)));
			sink.onDispose(() -> {
				remove(entry);
				started.dispose();
			});
			startDue();
		});
	}

	/**
	 * Moves the time on, from one entry to the next.
	 */
	CompletableFuture<Void> advance(Duration duration) {
		CompletableFuture<Void> arrival = new CompletableFuture<>();
		synchronized (this) {
			this.destination = this.destination.plus(duration);
			this.travellers.add(arrival);
		}
		travel();
		return arrival;
	}

	/**
	 * Takes all moves back.
	 */
	void reset() {
		synchronized (this) {
			this.moved = Duration.ZERO;
			this.destination = Duration.ZERO;
		}
		travel();
	}

	private synchronized Entry enter(Instant due, Runnable task) {
		Entry entry = new Entry(due, this.numbers++, task);
		this.entries.add(entry);
		return entry;
	}

	private synchronized void remove(Entry entry) {
		this.entries.remove(entry);
	}

	private void end() {
		synchronized (this) {
			this.running--;
		}
		travel();
	}

	private void startDue() {
		List<Entry> due = new ArrayList<>();
		synchronized (this) {
			Instant now = now();
			while (!this.entries.isEmpty() && !this.entries.element().due().isAfter(now)) {
				due.add(this.entries.remove());
			}
			this.running += due.size();
			setTimer(now);
		}
		due.forEach((entry) -> entry.task().run());
	}

	/**
	 * A clock that stands still is looked at again after the same pause.
	 */
	private void setTimer(Instant now) {
		Entry next = this.entries.peek();
		if (next != null) {
			long pause = Math.max(1, Duration.between(now, next.due()).toMillis());
			this.timer.update(this.scheduler.schedule(this::startDue, pause, TimeUnit.MILLISECONDS));
		}
	}

	/**
	 * Goes to the next entry on the way, or arrives; waits where something is under way.
	 */
	private void travel() {
		List<CompletableFuture<Void>> arrived = List.of();
		synchronized (this) {
			if (this.running > 0 || this.travellers.isEmpty()) {
				return;
			}
			Instant standing = this.base.instant();
			Entry next = this.entries.peek();
			if (next != null && !next.due().isAfter(standing.plus(this.destination))) {
				Duration there = Duration.between(standing, next.due());
				this.moved = (there.compareTo(this.moved) > 0) ? there : this.moved;
			}
			else {
				this.moved = this.destination;
				arrived = this.travellers;
				this.travellers = new ArrayList<>();
			}
		}
		startDue();
		arrived.forEach((arrival) -> arrival.complete(null));
	}

	/**
	 * Something to be done.
	 *
	 * @param due when
	 * @param number orders what is due at the same time
	 * @param task what
	 */
	private record Entry(Instant due, long number, Runnable task) {

	}

}
