package com.example.contracts;

/**
 * What the shop knows of a contract.
 *
 * @param outContractCode our number of it
 * @param state its state
 * @param contractId WeChat Pay's id of it, once signed
 */
record Contract(String outContractCode, State state, String contractId) {

	enum State {

		PENDING, SIGNED, TERMINATED

	}

}
