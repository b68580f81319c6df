package com.example.contracts;

import java.io.IOException;

import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A browser that watches a contract. What it is sent until it connects anew fits into the
 * socket's buffer, so nobody waits for a slow one.
 */
final class Watcher {

	private final String outContractCode;

	private final SseEmitter emitter;

	private LedgerState shown;

	Watcher(String outContractCode, SseEmitter emitter) {
		this.outContractCode = outContractCode;
		this.emitter = emitter;
	}

	String outContractCode() {
		return this.outContractCode;
	}

	/**
	 * Sends the contract if it has moved on, and a heartbeat if not. The states stand in
	 * the order in which a contract goes through them, so an older one that was read
	 * before and arrives later is told from a newer one.
	 * @return whether the browser is still there
	 */
	synchronized boolean show(ContractRecord contract) {
		boolean news = this.shown == null || contract.state().compareTo(this.shown) > 0;
		try {
			if (news) {
				this.emitter
					.send(SseEmitter.event().name("contract").data(Contract.of(contract), MediaType.APPLICATION_JSON));
				this.shown = contract.state();
			}
			else {
				this.emitter.send(SseEmitter.event().comment("still " + this.shown));
			}
			return true;
		}
		catch (IOException | IllegalStateException ex) {
			return false;
		}
	}

	void close() {
		this.emitter.complete();
	}

}
