package io.github.wechatpaycontract.simulator;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The latest that crossed the wire in either direction, for people to look at; older
 * things are dropped, sooner than from the records that tests read.
 */
final class Timeline {

	private static final int LARGEST = 1000;

	private final Recent<Happening> happenings;

	private long number;

	Timeline(int limit) {
		this.happenings = new Recent<>(Math.min(limit, LARGEST));
	}

	synchronized void add(ReceivedRequest request, Answer answer, String fault) {
		this.happenings.add(new Happening.Request(++this.number, request, answer, fault));
	}

	synchronized void add(@Nullable NotificationDraft draft, SignedNotification sent, Delivery delivery) {
		this.happenings.add(new Happening.Notification(++this.number, draft, sent, delivery));
	}

	/**
	 * What happened, oldest first.
	 */
	List<Happening> list() {
		return this.happenings.list();
	}

	void clear() {
		this.happenings.clear();
	}

}
