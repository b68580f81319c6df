package io.github.wechatpaycontract.simulator;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The requests received, and who waits for the next one.
 */
final class RequestLog {

	private final Recent<ReceivedRequest> requests;

	private final Recent<AnsweredRequest> answered;

	private CompletableFuture<ReceivedRequest> next = new CompletableFuture<>();

	RequestLog(int limit) {
		this.requests = new Recent<>(limit);
		this.answered = new Recent<>(limit);
	}

	void add(ReceivedRequest request) {
		CompletableFuture<ReceivedRequest> waiting;
		synchronized (this) {
			this.requests.add(request);
			waiting = this.next;
			this.next = new CompletableFuture<>();
		}
		waiting.complete(request);
	}

	void answered(ReceivedRequest request, Answer answer) {
		this.answered.add(new AnsweredRequest(request, answer.status(), answer.text()));
	}

	/**
	 * A copy: whoever cancels it does not cancel the others.
	 */
	synchronized CompletableFuture<ReceivedRequest> next() {
		return this.next.copy();
	}

	List<ReceivedRequest> list() {
		return this.requests.list();
	}

	List<AnsweredRequest> listAnswered() {
		return this.answered.list();
	}

	void clear() {
		this.requests.clear();
		this.answered.clear();
	}

}
