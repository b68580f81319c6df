package com.example.bicycles;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wechatpaycontract.ledger.ContractSigned;
import io.github.wechatpaycontract.ledger.ContractTerminated;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class Bicycles {

	private final Set<String> unlocked = ConcurrentHashMap.newKeySet();

	@EventListener
	void unlock(ContractSigned event) {
		this.unlocked.add(event.contract().outContractCode());
	}

	@EventListener
	void lock(ContractTerminated event) {
		this.unlocked.remove(event.contract().outContractCode());
	}

	boolean isUnlocked(String outContractCode) {
		return this.unlocked.contains(outContractCode);
	}

}
