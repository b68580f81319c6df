package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

import io.github.wechatpaycontract.registry.MerchantRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds out what no notification said: asks WeChat Pay about every contract that is due,
 * at a pace, on any number of hosts over one store. A host claims a contract before it
 * asks, by saying when the next query is due; if it dies then, that one is asked.
 */
final class ContractReconciler implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ContractReconciler.class);

	/** How much of an answer's time may overlap. */
	private static final int CONCURRENCY = 8;

	/** A merchant may come later, and a host without confirmation may still run. */
	private static final Duration A_DAY = Duration.ofDays(1);

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final LedgerStore store;

	private final LedgerExecutor executor;

	private final MerchantRegistry registry;

	private final ContractQueries queries;

	private final ContractMoves moves;

	private final int queriesPerSecond;

	private final Duration pollInterval;

	private final DoubleSupplier random;

	private final UnconfirmedContracts unconfirmed;

	private final QueryDelay delay;

	private @Nullable Disposable running;

	/**
	 * Creates the reconciler. It rests until it is started.
	 * @param store where contracts are kept
	 * @param executor where the store blocks
	 * @param registry the merchants whose contracts are asked about
	 * @param queries asks WeChat Pay
	 * @param moves knows when to ask next
	 * @param queriesPerSecond the pace of this host
	 * @param pollInterval how long to rest when nothing is due, on average
	 * @param random gives numbers from 0 to 1, so that hosts do not ask in step
	 */
	ContractReconciler(LedgerStore store, LedgerExecutor executor, MerchantRegistry registry, ContractQueries queries,
			ContractMoves moves, int queriesPerSecond, Duration pollInterval, DoubleSupplier random) {
		this.store = store;
		this.executor = executor;
		this.registry = registry;
		this.queries = queries;
		this.moves = moves;
		this.queriesPerSecond = queriesPerSecond;
		this.pollInterval = pollInterval;
		this.random = random;
		this.unconfirmed = new UnconfirmedContracts(store, executor, registry, moves);
		this.delay = new QueryDelay(pollInterval, System::nanoTime);
	}

	/**
	 * Starts to ask, until it is closed.
	 */
	synchronized void start() {
		if (this.running == null) {
			Flux<Long> rounds = Mono.defer(this::round)
				.onErrorResume((ex) -> Mono.just(failed(ex)))
				.flatMap((found) -> Mono.delay(rest(found)))
				.repeat()
				.delaySubscription(rest(0));
			Flux<Void> searches = this.unconfirmed.schedule().repeatWhen((done) -> done.delayElements(A_DAY));
			this.running = Flux.merge(rounds, searches).subscribe();
		}
	}

	/** A full round means that more is due. */
	private Duration rest(int found) {
		return (found == this.queriesPerSecond) ? Duration.ZERO
				: Duration.ofNanos((long) (this.pollInterval.toNanos() * (0.5 + this.random.getAsDouble())));
	}

	private static int failed(Throwable ex) {
		logger.warn("The ledger could not be asked what is due; it will be asked again", ex);
		return 0;
	}

	/**
	 * Asks about what is due, at most for a second's worth, and takes a second for that
	 * if there is so much.
	 * @return how many contracts were found and may be followed by more; those that
	 * others claimed count, unless they claimed all
	 */
	Mono<Integer> round() {
		Duration pause = SECOND.dividedBy(this.queriesPerSecond);
		return this.executor.call(this::claim)
			.flatMap((claim) -> Flux.fromIterable(claim.contracts())
				.delayElements(pause, Schedulers.parallel())
				.flatMap(this::ask, CONCURRENCY)
				.then(Mono.just(claim.found())));
	}

	private Claim claim() {
		Instant now = this.moves.now();
		List<String> mchids = this.registry.all().stream().map((services) -> services.merchant().mchid()).toList();
		List<ContractRecord> due = this.store.findDueContracts(mchids, now, this.queriesPerSecond);
		this.delay.note(due, now);
		List<ContractRecord> claimed = new ArrayList<>();
		for (ContractRecord contract : due) {
			try {
				if (this.store.claimContract(contract, this.moves.schedule().afterClaim(contract, now))) {
					claimed.add(contract);
				}
			}
			catch (RuntimeException ex) {
				logger.warn("{} could not be claimed; what is due will be looked for again", contract, ex);
				return new Claim(claimed, 0);
			}
		}
		return new Claim(claimed, claimed.isEmpty() ? 0 : due.size());
	}

	private Mono<ContractRecord> ask(ContractRecord contract) {
		return this.queries.refresh(contract).onErrorResume((ex) -> {
			logger.warn("{} could not be settled; WeChat Pay will be asked again: {}", contract,
					ContractQueries.reason(ex));
			return Mono.empty();
		});
	}

	/**
	 * Returns how late WeChat Pay is asked.
	 */
	Duration delay() {
		return this.delay.current();
	}

	/**
	 * Stops to ask.
	 */
	@Override
	public synchronized void close() {
		if (this.running != null) {
			this.running.dispose();
			this.running = null;
		}
	}

	/**
	 * What a round asks about.
	 *
	 * @param contracts what this host claimed
	 * @param found how many were found
	 */
	private record Claim(List<ContractRecord> contracts, int found) {

	}

}
