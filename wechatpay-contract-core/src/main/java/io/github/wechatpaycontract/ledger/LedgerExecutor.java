package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;

import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Where a ledger blocks: a few threads of its own, never an event loop. Their number also
 * bounds the connections that it takes from the application's pool. Effects of
 * notifications have threads apart, so that a handler that waits for the ledger does not
 * wait for another handler.
 */
final class LedgerExecutor implements AutoCloseable {

	/** Work that met another transaction is tried again, a few times. */
	static final Retry CONFLICTS = Retry.backoff(3, Duration.ofMillis(10))
		.filter(LedgerConflictException.class::isInstance)
		.onRetryExhaustedThrow((retry, signal) -> signal.failure());

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int QUEUED_PER_THREAD = 2_000;

	private final Scheduler effects;

	private final Scheduler others;

	private final ThreadLocal<Boolean> onOwnThread = ThreadLocal.withInitial(() -> false);

	private final ThreadLocal<Boolean> inTransaction = ThreadLocal.withInitial(() -> false);

	/**
	 * Creates the executor.
	 * @param threads how many for effects of notifications, and how many for anything
	 * else
	 */
	LedgerExecutor(int threads) {
		this(threads("wechatpay-ledger-effect", threads), threads("wechatpay-ledger", threads));
	}

	LedgerExecutor(Scheduler scheduler) {
		this(scheduler, scheduler);
	}

	private LedgerExecutor(Scheduler effects, Scheduler others) {
		this.effects = effects;
		this.others = others;
	}

	private static Scheduler threads(String name, int threads) {
		return Schedulers.newBoundedElastic(threads, QUEUED_PER_THREAD, name, 60, true);
	}

	/**
	 * Calls something that blocks; at once, if this is a thread of the ledger already: a
	 * handler that looks into the ledger sees what its own transaction changed.
	 * @param <T> the result type
	 * @param call the call
	 * @return its result, or a {@link java.util.concurrent.RejectedExecutionException} if
	 * too much waits already
	 */
	<T> Mono<T> call(Callable<T> call) {
		return Mono.create((sink) -> {
			if (this.onOwnThread.get()) {
				run(call, sink);
			}
			else {
				this.others.schedule(() -> run(call, sink));
			}
		});
	}

	/**
	 * Lets a notification take effect. Cancelling does not interrupt it: a database that
	 * works in this process would take harm.
	 */
	<T> Mono<T> effect(Callable<T> call) {
		return Mono.create((sink) -> this.effects.schedule(() -> run(call, sink)));
	}

	private <T> void run(Callable<T> call, MonoSink<T> sink) {
		boolean before = this.onOwnThread.get();
		this.onOwnThread.set(true);
		try {
			sink.success(call.call());
		}
		catch (Throwable ex) {
			sink.error(ex);
		}
		finally {
			this.onOwnThread.set(before);
		}
	}

	/**
	 * Returns the work of a transaction, marked so that what the application does inside
	 * it can be told from what it does after the commit.
	 */
	<T> Function<LedgerTransaction, T> work(Function<LedgerTransaction, T> work) {
		return (transaction) -> {
			requireOutside();
			this.inTransaction.set(true);
			try {
				return work.apply(transaction);
			}
			finally {
				this.inTransaction.set(false);
			}
		};
	}

	/**
	 * Refuses what would wait for the transaction that it is part of.
	 * @throws IllegalStateException if this thread is inside a transaction of the ledger
	 */
	void requireOutside() {
		if (this.inTransaction.get()) {
			throw new IllegalStateException("A handler or listener cannot move a contract inside the transaction that"
					+ " moves another; do it after the commit, or hand it to a queue");
		}
	}

	/**
	 * Takes nothing more, and waits a little for what is under way: it is better finished
	 * than interrupted.
	 */
	@Override
	public void close() {
		Mono.when(this.effects.disposeGracefully(), this.others.disposeGracefully())
			.timeout(PATIENCE)
			.onErrorComplete()
			.block();
		this.effects.dispose();
		this.others.dispose();
	}

}
