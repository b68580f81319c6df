package io.github.wechatpaycontract.contract;

import java.util.Optional;

import io.github.wechatpaycontract.client.BlockingBridge;

/**
 * Queries and ends contracts and waits for the answer: a thin front on
 * {@link ReactiveContractOperations}.
 */
public final class ContractTemplate implements ContractOperations {

	private final ReactiveContractOperations reactive;

	/**
	 * Creates the template.
	 * @param reactive what makes the calls
	 */
	public ContractTemplate(ReactiveContractOperations reactive) {
		this.reactive = reactive;
	}

	@Override
	public Contract get(long serviceId, String outContractCode) {
		return BlockingBridge.await(() -> this.reactive.get(serviceId, outContractCode),
				ReactiveContractOperations.class);
	}

	@Override
	public Optional<Contract> find(long serviceId, String outContractCode) {
		return BlockingBridge.await(() -> this.reactive.find(serviceId, outContractCode).singleOptional(),
				ReactiveContractOperations.class);
	}

	@Override
	public void terminate(long serviceId, String outContractCode, String remark) {
		BlockingBridge.await(() -> this.reactive.terminate(serviceId, outContractCode, remark).thenReturn(true),
				ReactiveContractOperations.class);
	}

	@Override
	public Contract terminateAndConfirm(long serviceId, String outContractCode, String remark) {
		return BlockingBridge.await(() -> this.reactive.terminateAndConfirm(serviceId, outContractCode, remark),
				ReactiveContractOperations.class);
	}

}
