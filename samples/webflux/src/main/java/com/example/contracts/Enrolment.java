package com.example.contracts;

import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.ledger.ReactiveContractLedger;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * A payer's way into the contract and out of it.
 */
@Component
class Enrolment {

	private final ReactiveContractLedger ledger;

	Enrolment(ReactiveContractLedger ledger) {
		this.ledger = ledger;
	}

	/** The contract in force, else the one opened last. */
	Mono<ContractRecord> of(Payer payer) {
		return this.ledger.findByOpenid(payer.openid())
			.reduce((newest, older) -> (older.isSigned() && !newest.isSigned()) ? older : newest);
	}

	/**
	 * Opens a session, unless the payer has signed: the news of that may be late, so
	 * WeChat Pay is asked about a session that was opened before.
	 */
	Mono<MiniProgramSignSession> begin(Payer payer) {
		return back(payer).filter(ContractRecord::isSigned)
			.hasElement()
			.filter((signed) -> !signed)
			.flatMap((unsigned) -> this.ledger
				.open((contract) -> contract.openid(payer.openid()).contractDisplayAccount(payer.displayAccount())));
	}

	/** The payer came back, which says nothing: WeChat Pay knows. */
	Mono<ContractRecord> back(Payer payer) {
		return of(payer).flatMap((contract) -> (contract.state() == LedgerState.PENDING)
				? this.ledger.refresh(contract.outContractCode()) : Mono.just(contract));
	}

	/**
	 * Asks WeChat Pay whether a contract is in force: a payer may have ended it inside
	 * WeChat, of which perhaps nobody tells.
	 */
	Mono<Boolean> isInForce(ContractRecord contract) {
		return this.ledger.refresh(contract.outContractCode()).map(ContractRecord::isSigned);
	}

	/** Ends whatever the payer has signed. */
	Mono<Void> end(Payer payer) {
		return this.ledger.findByOpenid(payer.openid())
			.filter(ContractRecord::isSigned)
			.concatMap((contract) -> this.ledger.terminate(contract.outContractCode(), "The payer asked for it"))
			.then();
	}

}
