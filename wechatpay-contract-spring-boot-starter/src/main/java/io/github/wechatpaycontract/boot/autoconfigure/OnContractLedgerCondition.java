package io.github.wechatpaycontract.boot.autoconfigure;

/**
 * Matches unless the ledger is switched off.
 */
final class OnContractLedgerCondition extends OnFlagCondition {

	OnContractLedgerCondition() {
		super("wechatpay.ledger.enabled", true);
	}

}
