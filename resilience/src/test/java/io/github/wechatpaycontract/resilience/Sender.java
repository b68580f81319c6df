package io.github.wechatpaycontract.resilience;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

import io.github.wechatpaycontract.boot.RunningApplication;
import io.github.wechatpaycontract.boot.TestMerchants;
import io.github.wechatpaycontract.simulator.SignedNotification;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.dao.DataAccessException;

/**
 * Sends notifications as WeChat Pay does: again, until they are acknowledged, each time
 * signed anew. Writes down what was sent and answered.
 */
final class Sender implements AutoCloseable {

	/** WeChat Pay waits for 5 s; more is waited here, so that more is seen. */
	private static final Duration LIMIT = Duration.ofSeconds(15);

	private final WechatPaySimulator simulator = WechatPaySimulator.builder().merchant(TestMerchants.MERCHANT).start();

	private final ConnectionProvider connections;

	private final HttpClient client;

	private final LedgerDatabase database;

	private final Queue<Attempt> history = new ConcurrentLinkedQueue<>();

	private final Queue<EarlyAcknowledgement> early = new ConcurrentLinkedQueue<>();

	private final AtomicInteger looking = new AtomicInteger();

	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	Sender(LedgerDatabase database, int connections) {
		this.database = database;
		this.connections = ConnectionProvider.builder("sender")
			.maxConnections(connections)
			.pendingAcquireMaxCount(-1)
			.build();
		this.client = HttpClient.create(this.connections).responseTimeout(LIMIT).disableRetry(true);
	}

	List<Attempt> history() {
		return List.copyOf(this.history);
	}

	SignedNotification sign(PlannedNotification notification) {
		return this.simulator.notifications().build(notification.draft());
	}

	/** Signs and sends once. */
	Mono<Attempt> send(PlannedNotification notification, int port) {
		return Mono.fromCallable(() -> sign(notification))
			.subscribeOn(Schedulers.parallel())
			.flatMap((signed) -> send(notification, signed, port));
	}

	/** Sends once what was signed before. */
	Mono<Attempt> send(PlannedNotification notification, SignedNotification signed, int port) {
		return Mono.defer(() -> {
			long start = System.nanoTime();
			return post(signed, port).onErrorReturn(Attempt.BROKEN)
				.map((status) -> new Attempt(notification, port, status, Duration.ofNanos(System.nanoTime() - start)))
				.map(this::written);
		});
	}

	private Mono<Integer> post(SignedNotification signed, int port) {
		return this.client.headers((headers) -> signed.headers().forEach((name, value) -> {
			if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
				headers.set(name, value);
			}
		}))
			.post()
			.uri("http://127.0.0.1:" + port + RunningApplication.NOTIFY_PATH)
			.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(signed.body())))
			.responseSingle((response, body) -> body.then(Mono.just(response.status().code())));
	}

	private Attempt written(Attempt attempt) {
		this.history.add(attempt);
		if (attempt.isAcknowledged() && !this.seen.contains(attempt.notification().fact())) {
			this.looking.incrementAndGet();
			Schedulers.boundedElastic().schedule(() -> look(attempt));
		}
		return attempt;
	}

	/** What was seen once is committed, and need not be looked for again. */
	private void look(Attempt attempt) {
		try {
			if (this.database.hasEffect(attempt.notification())) {
				this.seen.add(attempt.notification().fact());
			}
			else {
				String atOnce = this.database.describe(attempt.notification());
				Await.pause(Duration.ofSeconds(2));
				this.early
					.add(new EarlyAcknowledgement(attempt, atOnce, this.database.describe(attempt.notification())));
			}
			this.looking.decrementAndGet();
		}
		catch (DataAccessException ex) {
			Schedulers.boundedElastic().schedule(() -> look(attempt), 200, TimeUnit.MILLISECONDS);
		}
	}

	/** Returns what was acknowledged and had no committed effect right after. */
	List<EarlyAcknowledgement> early() {
		Await.until("looked for every effect", LIMIT, () -> this.looking.get() == 0);
		return List.copyOf(this.early);
	}

	/** Sends until it is acknowledged, each time to another node. */
	Mono<Attempt> deliver(PlannedNotification notification, IntSupplier port) {
		return Mono.defer(() -> send(notification, port.getAsInt()))
			.filter(Attempt::isAcknowledged)
			.repeatWhenEmpty((repeats) -> repeats.delayElements(Duration.ofMillis(100)));
	}

	@Override
	public void close() {
		this.connections.dispose();
		this.simulator.close();
	}

}
