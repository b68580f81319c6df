package io.github.wechatpaycontract.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Deletes the records of notifications that were finished long ago and were not the first
 * to say what they say, in small batches. Parks those whose effect failed and that WeChat
 * Pay does not send any more. What is unfinished is never deleted.
 */
final class LedgerRetention implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LedgerRetention.class);

	private static final Duration INTERVAL = Duration.ofMinutes(10);

	private static final int BATCH = 200;

	private final LedgerStore store;

	private final LedgerExecutor executor;

	private final Duration retention;

	private final Clock clock;

	private @Nullable Disposable running;

	/**
	 * Creates the retention. It rests until it is started.
	 * @param store where notifications are kept
	 * @param executor where the store blocks
	 * @param retention how long finished notifications are kept, at least
	 * {@link UpkeepSettings#SHORTEST_RETENTION}
	 * @param clock this host's clock
	 */
	LedgerRetention(LedgerStore store, LedgerExecutor executor, Duration retention, Clock clock) {
		this.store = store;
		this.executor = executor;
		this.retention = retention;
		this.clock = clock;
	}

	/**
	 * Starts to tidy up every ten minutes, until it is closed.
	 */
	synchronized void start() {
		if (this.running == null) {
			this.running = Flux.interval(INTERVAL)
				.onBackpressureDrop()
				.concatMap((tick) -> tidyUp().onErrorResume((ex) -> {
					logger.warn("Old notifications could not be deleted; it will be tried again", ex);
					return Mono.empty();
				}))
				.subscribe();
		}
	}

	/**
	 * Tidies up once.
	 * @return how many notifications were deleted
	 */
	Mono<Integer> tidyUp() {
		return this.executor.call(() -> {
			Instant now = this.clock.instant();
			int parked = this.store.parkFailedNotifications(now.minus(UpkeepSettings.SHORTEST_RETENTION));
			if (parked > 0) {
				logger.error("{} notifications failed and were not sent again; they are parked", parked);
			}
			int deleted = 0;
			int batch;
			do {
				batch = this.store.deleteFinishedNotifications(now.minus(this.retention), BATCH);
				deleted += batch;
			}
			while (batch == BATCH);
			return deleted;
		});
	}

	@Override
	public synchronized void close() {
		if (this.running != null) {
			this.running.dispose();
			this.running = null;
		}
	}

}
