package io.github.wechatpaycontract.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.github.wechatpaycontract.contract.Contract;
import io.github.wechatpaycontract.contract.ContractState;
import io.github.wechatpaycontract.contract.ReactiveContractOperations;
import reactor.core.publisher.Mono;

/**
 * Answers queries as told, and remembers what was asked.
 */
final class FakeContracts implements ReactiveContractOperations {

	final List<String> asked = new CopyOnWriteArrayList<>();

	private final Function<String, Mono<Contract>> answers;

	FakeContracts(Function<String, Mono<Contract>> answers) {
		this.answers = answers;
	}

	static Contract contract(String code, ContractState state) {
		return new Contract(LedgerFixture.MCHID, "id" + code, LedgerFixture.APPID, LedgerFixture.PAYER, null, null,
				LedgerFixture.SERVICE_ID, code, "a bicycle", state, state.name(), null, null);
	}

	@Override
	public Mono<Contract> find(long serviceId, String outContractCode) {
		return Mono.defer(() -> {
			this.asked.add(outContractCode);
			return this.answers.apply(outContractCode);
		});
	}

	@Override
	public Mono<Contract> get(long serviceId, String outContractCode) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Mono<Void> terminate(long serviceId, String outContractCode, String remark) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Mono<Contract> terminateAndConfirm(long serviceId, String outContractCode, String remark) {
		throw new UnsupportedOperationException();
	}

}
