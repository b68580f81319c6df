package io.github.wechatpaycontract.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Notifications that come until it is enough: of every contract the signing, twice at
 * once and the second time now and then under another id, and of every other one the end
 * after that.
 */
final class Load implements AutoCloseable {

	private static final int AT_ONCE = 40;

	/**
	 * Between two contracts; the processes under test share the cores with the sender.
	 */
	private static final Duration PAUSE = Duration.ofMillis(20);

	/** Opened beforehand, since the database may not be there later. */
	private static final int MOST = Scale.of(4_500, 30_000);

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private final Sender sender;

	private final IntSupplier port;

	private final List<PlannedNotification> planned = new ArrayList<>();

	private final CompletableFuture<Void> done;

	private volatile boolean enough;

	private Load(Sender sender, IntSupplier port) {
		this.sender = sender;
		this.port = port;
		this.done = Flux.range(0, MOST)
			.delayElements(PAUSE)
			.takeWhile((i) -> !this.enough)
			.flatMap(this::contract, AT_ONCE, 1)
			.then()
			.toFuture();
	}

	static Load start(LedgerDatabase database, Sender sender, IntSupplier port) {
		List<PlannedNotification> contracts = IntStream.range(0, MOST).mapToObj(Load::signed).toList();
		for (int from = 0; from < MOST; from += 1_000) {
			database.open(contracts.subList(from, Math.min(MOST, from + 1_000)));
		}
		return new Load(sender, port);
	}

	private static PlannedNotification signed(int number) {
		return PlannedNotification.signed("load" + number);
	}

	private Mono<Void> contract(int number) {
		PlannedNotification signed = signed(number);
		PlannedNotification again = (number % 10 == 0) ? signed.underId("again" + number) : signed;
		Mono<Void> both = Mono.when(send(signed), send(again));
		return (number % 2 == 0) ? both.then(send(signed.terminated())) : both;
	}

	private Mono<Void> send(PlannedNotification notification) {
		return Mono.defer(() -> {
			synchronized (this.planned) {
				this.planned.add(notification);
			}
			return this.sender.deliver(notification, this.port).then();
		});
	}

	/**
	 * Stops, and waits until everything is acknowledged.
	 * @return what was sent
	 */
	List<PlannedNotification> finish() {
		if (this.done.isDone()) {
			throw new AssertionError("The load ended before the kills did");
		}
		this.enough = true;
		Mono.fromFuture(this.done).block(LIMIT);
		return List.copyOf(this.planned);
	}

	@Override
	public void close() {
		this.enough = true;
		this.done.cancel(true);
	}

}
