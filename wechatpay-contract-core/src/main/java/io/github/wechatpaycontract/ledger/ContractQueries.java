package io.github.wechatpaycontract.ledger;

import java.util.Optional;
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

	private static final Pattern CODE = Pattern.compile("[A-Z_]{1,40}");

	private final LedgerStore store;

	private final LedgerExecutor executor;

	private final Function<String, ReactiveContractOperations> operations;

	private final ContractMoves moves;

	/**
	 * Creates the queries.
	 * @param store where contracts are kept
	 * @param executor where the store blocks
	 * @param registry who asks
	 * @param moves moves contracts
	 */
	ContractQueries(LedgerStore store, LedgerExecutor executor, MerchantRegistry registry, ContractMoves moves) {
		this(store, executor, (mchid) -> registry.ofMchid(mchid).reactiveContracts(), moves);
	}

	ContractQueries(LedgerStore store, LedgerExecutor executor, Function<String, ReactiveContractOperations> operations,
			ContractMoves moves) {
		this.store = store;
		this.executor = executor;
		this.operations = operations;
		this.moves = moves;
	}

	/**
	 * Asks about a contract.
	 * @return the contract as it is now
	 */
	Mono<ContractRecord> refresh(ContractRecord contract) {
		return Mono.defer(() -> operations(contract).find(contract.serviceId(), contract.outContractCode()))
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((answer) -> settle(contract, answer));
	}

	/**
	 * Ends a contract.
	 * @return the contract as it is afterwards
	 */
	Mono<ContractRecord> terminate(ContractRecord contract, String remark) {
		return Mono
			.defer(() -> operations(contract).terminateAndConfirm(contract.serviceId(), contract.outContractCode(),
					remark))
			.flatMap((answer) -> settle(contract, Optional.of(answer)));
	}

	private ReactiveContractOperations operations(ContractRecord contract) {
		this.executor.requireOutside();
		return this.operations.apply(contract.mchid());
	}

	private Mono<ContractRecord> settle(ContractRecord contract, Optional<Contract> answer) {
		Function<LedgerTransaction, ContractRecord> work = this.executor
			.work((transaction) -> transaction.lockContract(contract.mchid(), contract.outContractCode())
				.map((current) -> this.moves.settle(transaction, current, answer))
				.orElse(contract));
		return this.executor.call(() -> this.store.inTransaction(work)).retryWhen(LedgerExecutor.CONFLICTS);
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
