package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.wechatpaycontract.observation.WorkObserver;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * Where a ledger blocks: a few threads of its own, never an event loop. Their number also
 * bounds the connections that it takes from the application's pool. Effects of
 * notifications have threads apart, so that a handler that waits for the ledger does not
 * wait for another handler.
 */
final class LedgerExecutor implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	/** How much waits for the threads; more is refused. */
	private static final int QUEUED = 1_000;

	private static final long KEPT_SECONDS = 60;

	/** For callers that wait themselves. */
	private static final String INLINE = LedgerExecutor.class.getName() + ".inline";

	private final Executor effects;

	private final Executor others;

	/** Our own, which end with us. */
	private final List<ExecutorService> threads;

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

	private LedgerExecutor(ExecutorService effects, ExecutorService others) {
		this.effects = effects;
		this.others = others;
		this.threads = List.of(effects, others);
	}

	/** On threads of somebody else, who ends them. */
	LedgerExecutor(Executor executor) {
		this.effects = executor;
		this.others = executor;
		this.threads = List.of();
	}

	/**
	 * One queue for all of them, so that nothing waits for one that is stuck. They see
	 * the classes of the application, not of the web server whose thread starts them.
	 */
	private static ExecutorService threads(String name, int threads) {
		AtomicInteger number = new AtomicInteger();
		ClassLoader loader = Thread.currentThread().getContextClassLoader();
		ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, KEPT_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(QUEUED), (task) -> {
					Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
					thread.setDaemon(true);
					thread.setContextClassLoader(loader);
					return thread;
				});
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	/**
	 * Lets a call that the caller waits for happen on the caller's thread, inside the
	 * caller's own transaction if there is one.
	 */
	static <T> Mono<T> inline(Mono<T> call) {
		return call.contextWrite((context) -> context.put(INLINE, true));
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
			if (this.onOwnThread.get() || sink.contextView().getOrDefault(INLINE, false)) {
				finish(call, sink);
			}
			else {
				execute(this.others, call, sink);
			}
		});
	}

	/**
	 * Lets a notification take effect. Cancelling does not interrupt it: a database that
	 * works in this process would take harm.
	 */
	<T> Mono<T> effect(Callable<T> call) {
		return Mono.create((sink) -> execute(this.effects, call, sink));
	}

	/** What nobody waits for any more is not begun. */
	private <T> void execute(Executor executor, Callable<T> call, MonoSink<T> sink) {
		AtomicBoolean cancelled = new AtomicBoolean();
		sink.onCancel(() -> cancelled.set(true));
		executor.execute(Schedulers.onSchedule(() -> {
			if (!cancelled.get()) {
				run(call, sink);
			}
		}));
	}

	private <T> void run(Callable<T> call, MonoSink<T> sink) {
		boolean before = this.onOwnThread.get();
		this.onOwnThread.set(true);
		try {
			finish(call, sink);
		}
		finally {
			this.onOwnThread.set(before);
		}
	}

	private static <T> void finish(Callable<T> call, MonoSink<T> sink) {
		try {
			sink.success(WorkObserver.inScope(sink.contextView(), call));
		}
		catch (Throwable ex) {
			sink.error(ex);
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
					+ " moves another; hand it to a queue");
		}
	}

	/**
	 * Takes nothing more, and waits a little for what is under way. It is not
	 * interrupted: it can still be finished.
	 */
	@Override
	public void close() {
		this.threads.forEach(ExecutorService::shutdown);
		long end = System.nanoTime() + PATIENCE.toNanos();
		try {
			for (ExecutorService pool : this.threads) {
				pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
