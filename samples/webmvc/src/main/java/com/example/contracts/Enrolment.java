package com.example.contracts;

import java.util.Optional;

import io.github.wechatpaycontract.ledger.ContractLedger;
import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;

import org.springframework.stereotype.Component;

/**
 * A payer's way into the contract and out of it.
 */
@Component
class Enrolment {

	private final ContractLedger ledger;

	Enrolment(ContractLedger ledger) {
		this.ledger = ledger;
	}

	/** The contract in force, else the one opened last. */
	Optional<ContractRecord> of(Payer payer) {
		return this.ledger.findByOpenid(payer.openid())
			.stream()
			.reduce((newest, older) -> (older.isSigned() && !newest.isSigned()) ? older : newest);
	}

	/**
	 * Opens a session, unless the payer has signed: the news of that may be late, so
	 * WeChat Pay is asked about a session that was opened before.
	 */
	Optional<MiniProgramSignSession> begin(Payer payer) {
		if (of(payer).map(this::asked).filter(ContractRecord::isSigned).isPresent()) {
			return Optional.empty();
		}
		return Optional.of(this.ledger
			.open((contract) -> contract.openid(payer.openid()).contractDisplayAccount(payer.displayAccount())));
	}

	/** The payer came back, which says nothing: WeChat Pay knows. */
	void back(Payer payer) {
		of(payer).ifPresent(this::asked);
	}

	private ContractRecord asked(ContractRecord contract) {
		return (contract.state() == LedgerState.PENDING) ? this.ledger.refresh(contract.outContractCode()) : contract;
	}

	/**
	 * Asks WeChat Pay whether a contract is in force: a payer may have ended it inside
	 * WeChat, of which perhaps nobody tells.
	 */
	boolean isInForce(ContractRecord contract) {
		return this.ledger.refresh(contract.outContractCode()).isSigned();
	}

	/** Ends whatever the payer has signed. */
	void end(Payer payer) {
		this.ledger.findByOpenid(payer.openid())
			.stream()
			.filter(ContractRecord::isSigned)
			.forEach((contract) -> this.ledger.terminate(contract.outContractCode(), "The payer asked for it"));
	}

}
