package io.github.wechatpaycontract.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.contract.Contract;
import io.github.wechatpaycontract.contract.ReactiveContractOperations;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import reactor.core.publisher.Mono;

/**
 * Asks WeChat Pay about contracts and lets them move as the answers say.
 */
final class ContractQueries {

	/** How long listeners may take about a move that a query found. */
	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Pattern CODE = Pattern.compile("[A-Z_]{1,40}");

	private final LedgerStore store;

	private final LedgerExecutor executor;

	private final Function<String, ReactiveContractOperations> operations;

	private final ContractMoves moves;

	private final Duration limit;

	/**
	 * Creates the queries.
	 * @param store where contracts are kept
	 * @param executor where the store blocks
	 * @param registry who asks
	 * @param moves moves contracts
	 */
	ContractQueries(LedgerStore store, LedgerExecutor executor, MerchantRegistry registry, ContractMoves moves) {
		this(store, executor, (mchid) -> registry.ofMchid(mchid).reactiveContracts(), moves, LIMIT);
	}

	ContractQueries(LedgerStore store, LedgerExecutor executor, Function<String, ReactiveContractOperations> operations,
			ContractMoves moves, Duration limit) {
		this.store = store;
		this.executor = executor;
		this.operations = operations;
		this.moves = moves;
		this.limit = limit;
	}

	/**
	 * Asks about a contract.
	 * @return the contract as it is now
	 */
	Mono<ContractRecord> refresh(ContractRecord contract) {
		return Mono.defer(() -> operations(contract).find(contract.serviceId(), contract.outContractCode()))
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((answer) -> settle(contract, answer, (transaction, settled) -> settled));
	}

	/**
	 * Ends a contract.
	 * @return the contract as it is afterwards
	 */
	Mono<ContractRecord> terminate(ContractRecord contract, String remark) {
		return Mono.defer(() -> {
			ReactiveContractOperations operations = operations(contract);
			return this.executor.call(() -> ending(contract))
				.retryWhen(LedgerConflicts.RETRY)
				.then(Mono.defer(() -> operations.terminateAndConfirm(contract.serviceId(), contract.outContractCode(),
						remark)));
		}).flatMap((answer) -> settle(contract, Optional.of(answer), this.moves::ending));
	}

	private boolean ending(ContractRecord contract) {
		return this.store.inTransaction(this.executor.work((transaction) -> {
			transaction.lockContract(contract.mchid(), contract.outContractCode())
				.ifPresent((current) -> this.moves.ending(transaction, current));
			return true;
		}));
	}

	private ReactiveContractOperations operations(ContractRecord contract) {
		this.executor.requireOutside();
		return this.operations.apply(contract.mchid());
	}

	private Mono<ContractRecord> settle(ContractRecord contract, Optional<Contract> answer,
			BiFunction<LedgerTransaction, ContractRecord, ContractRecord> afterwards) {
		return Mono.defer(() -> {
			Fence fence = new Fence(this.store.isInterruptible());
			Function<LedgerTransaction, ContractRecord> work = this.executor
				.work((transaction) -> settle(transaction, contract, answer, fence, afterwards));
			return this.executor.call(() -> unlessGivenUp(work, contract, fence))
				.timeout(this.limit)
				.onErrorMap(EffectFailedException.class, EffectFailedException::reason)
				.onErrorResume(TimeoutException.class, (ex) -> givenUp(contract, fence));
		}).retryWhen(LedgerConflicts.RETRY);
	}

	/** Nobody waits for the failure of what was given up. */
	private ContractRecord unlessGivenUp(Function<LedgerTransaction, ContractRecord> work, ContractRecord contract,
			Fence fence) {
		try {
			return this.store.inTransaction(work);
		}
		catch (RuntimeException ex) {
			if (fence.isAbandoned()) {
				return contract;
			}
			throw ex;
		}
	}

	private ContractRecord settle(LedgerTransaction transaction, ContractRecord contract, Optional<Contract> answer,
			Fence fence, BiFunction<LedgerTransaction, ContractRecord, ContractRecord> afterwards) {
		ContractRecord settled = transaction.lockContract(contract.mchid(), contract.outContractCode())
			.map((current) -> this.moves.settle(transaction, current, answer, fence))
			.map((moved) -> afterwards.apply(transaction, moved))
			.orElse(contract);
		fence.close();
		return settled;
	}

	private Mono<ContractRecord> givenUp(ContractRecord contract, Fence fence) {
		String outcome = fence.abandon() ? "nothing was changed" : "the commit takes long and may still succeed";
		return Mono.error(
				() -> new IllegalStateException("The store and the listeners of contract '%s' took more than %d ms; %s"
					.formatted(contract.outContractCode(), this.limit.toMillis(), outcome)));
	}

	/**
	 * What WeChat Pay says in its own words may repeat a payer whom a query does not
	 * name.
	 */
	static String reason(Throwable failure) {
		if (failure instanceof WechatPayApiException error) {
			return "WeChat Pay answered %d %s".formatted(error.getStatus(),
					error.getCode().filter(CODE.asMatchPredicate()).orElse("without a known code"));
		}
		return failure.toString();
	}

}
