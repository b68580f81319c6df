package com.example.bicycles;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.ContractNotificationHandler;

import org.springframework.stereotype.Component;

/**
 * The merchant's own handler.
 */
@Component
class Bicycles implements ContractNotificationHandler {

	private final Set<String> unlocked = ConcurrentHashMap.newKeySet();

	@Override
	public void handle(ContractNotification notification) {
		this.unlocked.add(notification.outContractCode());
	}

	boolean isUnlocked(String outContractCode) {
		return this.unlocked.contains(outContractCode);
	}

}
