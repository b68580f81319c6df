package com.example.contracts;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.example.contracts.Contract.State;
import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;

import org.springframework.stereotype.Component;

/**
 * Keeps contracts and moves them as WeChat Pay says. A shop keeps them in its database.
 */
@Component
class Contracts implements ContractNotificationHandler {

	private final Map<String, Contract> contracts = new ConcurrentHashMap<>();

	void open(String outContractCode) {
		this.contracts.put(outContractCode, new Contract(outContractCode, State.PENDING, null));
	}

	Optional<Contract> find(String outContractCode) {
		return Optional.ofNullable(this.contracts.get(outContractCode));
	}

	/** May come twice and in any order: a contract that has ended stays ended. */
	@Override
	public void handle(ContractNotification notification) {
		State state = switch (notification.kind()) {
			case SIGNED -> State.SIGNED;
			case TERMINATED -> State.TERMINATED;
			case OTHER -> throw new IllegalArgumentException("OTHER goes to handleOther");
		};
		this.contracts.compute(notification.outContractCode(), (code, contract) -> {
			if (contract == null) {
				throw new IllegalStateException("Contract '" + code + "' is not known: let it come again");
			}
			return (contract.state() == State.TERMINATED) ? contract
					: new Contract(code, state, notification.contractId().orElse(contract.contractId()));
		});
	}

}
