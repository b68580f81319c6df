package io.github.wechatpaycontract.ledger;

import java.util.function.Consumer;

import io.github.wechatpaycontract.registry.MerchantRegistry;
import io.github.wechatpaycontract.registry.MerchantServices;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import io.github.wechatpaycontract.sign.OutContractCodeGenerator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The ledger of one merchant in a {@link LedgerStore}.
 */
final class StoredReactiveContractLedger implements ReactiveContractLedger {

	private final LedgerStore store;

	private final LedgerExecutor executor;

	private final ContractQueries queries;

	private final MerchantRegistry registry;

	private final OutContractCodeGenerator codes;

	private final String merchant;

	/**
	 * Creates the ledger of the default merchant.
	 * @param store where contracts are kept
	 * @param executor where the store blocks
	 * @param queries asks WeChat Pay
	 * @param registry the merchants, whose pre-entrust-signs are recorded in the store
	 * @param codes chooses contract numbers
	 */
	StoredReactiveContractLedger(LedgerStore store, LedgerExecutor executor, ContractQueries queries,
			MerchantRegistry registry, OutContractCodeGenerator codes) {
		this(store, executor, queries, registry, codes, MerchantRegistry.DEFAULT);
	}

	private StoredReactiveContractLedger(LedgerStore store, LedgerExecutor executor, ContractQueries queries,
			MerchantRegistry registry, OutContractCodeGenerator codes, String merchant) {
		this.store = store;
		this.executor = executor;
		this.queries = queries;
		this.registry = registry;
		this.codes = codes;
		this.merchant = merchant;
	}

	@Override
	public Mono<MiniProgramSignSession> open(Consumer<MiniProgramSignRequest.Builder> contract) {
		return Mono.defer(() -> {
			MiniProgramSignRequest.Builder request = MiniProgramSignRequest.builder()
				.outContractCode(this.codes.next());
			contract.accept(request);
			return services().reactivePreEntrustSign().miniProgram(request.build());
		});
	}

	@Override
	public Mono<ContractRecord> find(String outContractCode) {
		return Mono.defer(() -> {
			String mchid = mchid();
			return this.executor.call(() -> this.store.findContract(mchid, outContractCode));
		}).flatMap(Mono::justOrEmpty);
	}

	@Override
	public Flux<ContractRecord> findByOpenid(String openid) {
		return Mono.defer(() -> {
			String mchid = mchid();
			return this.executor.call(() -> this.store.findContractsOf(mchid, openid, ContractLedger.MOST_OF_A_PAYER));
		}).flatMapIterable((contracts) -> contracts);
	}

	@Override
	public Mono<ContractRecord> refresh(String outContractCode) {
		return require(outContractCode).flatMap(this.queries::refresh);
	}

	@Override
	public Mono<ContractRecord> terminate(String outContractCode, String remark) {
		return require(outContractCode).flatMap((contract) -> this.queries.terminate(contract, remark));
	}

	private Mono<ContractRecord> require(String outContractCode) {
		return find(outContractCode).switchIfEmpty(Mono.error(() -> new IllegalArgumentException(
				"The ledger of merchant '%s' has no contract of this number".formatted(this.merchant))));
	}

	@Override
	public ReactiveContractLedger ofMerchant(String name) {
		this.registry.get(name);
		return new StoredReactiveContractLedger(this.store, this.executor, this.queries, this.registry, this.codes,
				name);
	}

	private MerchantServices services() {
		return this.registry.get(this.merchant);
	}

	private String mchid() {
		return services().merchant().mchid();
	}

}
