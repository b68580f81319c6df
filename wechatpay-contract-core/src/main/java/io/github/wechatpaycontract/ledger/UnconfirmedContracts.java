package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.wechatpaycontract.registry.MerchantRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Has contracts confirmed that were signed while none was to be: gives each a time within
 * the first interval.
 */
final class UnconfirmedContracts {

	private static final Logger logger = LoggerFactory.getLogger(UnconfirmedContracts.class);

	private static final int BATCH = 100;

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

	private final LedgerStore store;

	private final LedgerExecutor executor;

	private final MerchantRegistry registry;

	private final ContractMoves moves;

	/**
	 * Creates the search.
	 * @param store where contracts are kept
	 * @param executor where the store blocks
	 * @param registry the merchants whose contracts are confirmed
	 * @param moves knows whether and when to ask
	 */
	UnconfirmedContracts(LedgerStore store, LedgerExecutor executor, MerchantRegistry registry, ContractMoves moves) {
		this.store = store;
		this.executor = executor;
		this.registry = registry;
		this.moves = moves;
	}

	/**
	 * Looks through all signed contracts once, if they are to be confirmed. What fails is
	 * tried again until it succeeds.
	 */
	Mono<Void> schedule() {
		if (!this.moves.schedule().confirms()) {
			return Mono.empty();
		}
		return Flux.defer(() -> Flux.fromIterable(this.registry.all()))
			.map((services) -> services.merchant().mchid())
			.concatMap((mchid) -> batch(mchid, "").expand((last) -> batch(mchid, last)).then())
			.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
				.maxBackoff(LONGEST_PAUSE)
				.doBeforeRetry((retry) -> logger
					.warn("Signed contracts could not be looked through; it will be tried again", retry.failure())))
			.then();
	}

	/** Emits the number after which there may be more. */
	private Mono<String> batch(String mchid, String after) {
		return this.executor.call(() -> {
			List<ContractRecord> found = this.store.findUnscheduledContracts(mchid, after, BATCH);
			found.forEach(this::schedule);
			return (found.size() == BATCH) ? Optional.of(found.get(BATCH - 1).outContractCode())
					: Optional.<String>empty();
		}).flatMap(Mono::justOrEmpty);
	}

	private void schedule(ContractRecord contract) {
		this.store.inTransaction(this.executor.work((transaction) -> {
			transaction.lockContract(contract.mchid(), contract.outContractCode())
				.filter((current) -> current.isSigned() && current.nextQueryAt() == null)
				.ifPresent((current) -> transaction.updateContract(
						current.withNextQueryAt(this.moves.schedule().firstConfirmation(this.moves.now()))));
			return true;
		}));
	}

}
