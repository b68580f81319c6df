package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.util.concurrent.Callable;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Where a ledger blocks: a few threads of its own, never an event loop. Their number also
 * bounds the connections that it takes from the application's pool.
 */
public final class LedgerExecutor implements AutoCloseable {

	/** Work that met another transaction is tried again, a few times. */
	static final Retry CONFLICTS = Retry.backoff(3, Duration.ofMillis(10))
		.filter(LedgerConflictException.class::isInstance)
		.onRetryExhaustedThrow((retry, signal) -> signal.failure());

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int QUEUED_PER_THREAD = 2_000;

	private final Scheduler scheduler;

	/**
	 * Creates the executor.
	 * @param threads how many
	 */
	public LedgerExecutor(int threads) {
		this(Schedulers.newBoundedElastic(threads, QUEUED_PER_THREAD, "wechatpay-ledger", 60, true));
	}

	LedgerExecutor(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	/**
	 * Calls something that blocks. Cancelling does not interrupt it: a database that
	 * works in this process would take harm.
	 * @param <T> the result type
	 * @param call the call
	 * @return its result, or a {@link java.util.concurrent.RejectedExecutionException} if
	 * too much waits already
	 */
	<T> Mono<T> call(Callable<T> call) {
		return Mono.create((sink) -> this.scheduler.schedule(() -> {
			try {
				sink.success(call.call());
			}
			catch (Throwable ex) {
				sink.error(ex);
			}
		}));
	}

	/**
	 * Takes nothing more, and waits a little for what is under way: it is better finished
	 * than interrupted.
	 */
	@Override
	public void close() {
		this.scheduler.disposeGracefully().timeout(PATIENCE).onErrorComplete().block();
		this.scheduler.dispose();
	}

}
