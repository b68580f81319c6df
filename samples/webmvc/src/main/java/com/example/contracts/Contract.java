package com.example.contracts;

import io.github.wechatpaycontract.ledger.ContractRecord;
import io.github.wechatpaycontract.ledger.LedgerState;

/**
 * What the mini program is told of a contract.
 *
 * @param outContractCode our number of it
 * @param state its state
 * @param contractId WeChat Pay's id of it, once signed
 */
record Contract(String outContractCode, LedgerState state, String contractId) {

	static Contract of(ContractRecord contract) {
		return new Contract(contract.outContractCode(), contract.state(), contract.contractId());
	}

}
