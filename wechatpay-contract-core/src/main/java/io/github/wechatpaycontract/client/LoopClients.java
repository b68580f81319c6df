package io.github.wechatpaycontract.client;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.netty.util.concurrent.EventExecutor;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * HTTP clients, each on an event loop and with connections of its own. A call goes to the
 * loop that has the fewest: a signature keeps a loop longer than all the rest, and one
 * pool for all loops hands out connections of the same loop one after the other.
 */
final class LoopClients {

	private final List<LoopClient> clients;

	LoopClients(List<LoopClient> clients) {
		this.clients = clients;
	}

	/**
	 * Returns one of them, for what is no call.
	 */
	HttpClient first() {
		return this.clients.get(0).http;
	}

	/**
	 * Makes a call when subscribed to.
	 * @param exchange makes the call with a client
	 */
	<T> Mono<T> call(Function<HttpClient, Mono<T>> exchange) {
		return Mono.using(this::take, (client) -> exchange.apply(client.http), LoopClient::end);
	}

	private synchronized LoopClient take() {
		LoopClient best = this.clients.get(0);
		for (LoopClient client : this.clients) {
			if (client.isBetterThan(best)) {
				best = client;
			}
		}
		best.calls.incrementAndGet();
		return best;
	}

	/**
	 * A client on one loop, or on loops that are not ours.
	 */
	static final class LoopClient {

		private final HttpClient http;

		private final EventExecutor loop;

		private final int connections;

		private final AtomicInteger calls = new AtomicInteger();

		LoopClient(HttpClient http, EventExecutor loop, int connections) {
			this.http = http;
			this.loop = loop;
			this.connections = connections;
		}

		/** Of two that are equal, this thread saves waking another. */
		private boolean isBetterThan(LoopClient other) {
			int more = waiting() - other.waiting();
			return more < 0 || (more == 0 && waiting() < 0 && this.loop.inEventLoop());
		}

		/** How many calls wait; negative while there are connections for more. */
		private int waiting() {
			return this.calls.get() - this.connections;
		}

		private void end() {
			this.calls.decrementAndGet();
		}

	}

}
