package io.github.wechatpaycontract.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.github.wechatpaycontract.client.BlockingBridge;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import reactor.core.publisher.Mono;

/**
 * Waits for a {@link ReactiveContractLedger}.
 */
public final class StoredContractLedger implements ContractLedger {

	private final ReactiveContractLedger reactive;

	/**
	 * Creates the ledger.
	 * @param reactive what does the work
	 */
	public StoredContractLedger(ReactiveContractLedger reactive) {
		this.reactive = reactive;
	}

	@Override
	public MiniProgramSignSession open(Consumer<MiniProgramSignRequest.Builder> contract) {
		return await(this.reactive.open(contract));
	}

	@Override
	public Optional<ContractRecord> find(String outContractCode) {
		return await(LedgerExecutor
			.inline(this.reactive.find(outContractCode).map(Optional::of).defaultIfEmpty(Optional.empty())));
	}

	@Override
	public List<ContractRecord> findByOpenid(String openid) {
		return await(LedgerExecutor.inline(this.reactive.findByOpenid(openid).collectList()));
	}

	@Override
	public ContractRecord refresh(String outContractCode) {
		return await(this.reactive.refresh(outContractCode));
	}

	@Override
	public ContractRecord terminate(String outContractCode, String remark) {
		return await(this.reactive.terminate(outContractCode, remark));
	}

	@Override
	public ContractLedger ofMerchant(String name) {
		return new StoredContractLedger(this.reactive.ofMerchant(name));
	}

	private static <T> T await(Mono<T> call) {
		return BlockingBridge.await(() -> call, ReactiveContractLedger.class);
	}

}
