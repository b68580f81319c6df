package io.github.wechatpaycontract.ledger;

import java.util.function.Consumer;

import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The {@link ContractLedger} without blocking; a store that blocks does so on threads of
 * its own, of which there are few: what follows a result on the same thread must not
 * block. Everything is cold: it happens when it is subscribed.
 */
public interface ReactiveContractLedger {

	/**
	 * Opens a signing session, like {@link ContractLedger#open}.
	 * @param contract sets the payer and what else is not the same for all contracts
	 * @return the session, or one of the errors listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472870">WeChat Pay:
	 * mini-program pre-entrust-sign</a>
	 */
	Mono<MiniProgramSignSession> open(Consumer<MiniProgramSignRequest.Builder> contract);

	/**
	 * Finds a contract, like {@link ContractLedger#find}.
	 * @param outContractCode the merchant's number of the contract
	 * @return the contract, empty when the ledger has none
	 */
	Mono<ContractRecord> find(String outContractCode);

	/**
	 * Finds the contracts of a payer, like {@link ContractLedger#findByOpenid}.
	 * @param openid the payer
	 * @return the contracts, the newest first
	 */
	Flux<ContractRecord> findByOpenid(String openid);

	/**
	 * Asks WeChat Pay about a contract now, like {@link ContractLedger#refresh}.
	 * @param outContractCode the merchant's number of the contract
	 * @return the contract as it is now, or one of the errors listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472855">WeChat Pay:
	 * query a contract</a>
	 */
	Mono<ContractRecord> refresh(String outContractCode);

	/**
	 * Makes sure that a contract has ended, like {@link ContractLedger#terminate}.
	 * @param outContractCode the merchant's number of the contract
	 * @param remark why, for people; 1 to 256 characters, as there
	 * @return the contract as it is afterwards, or one of the errors listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472858">WeChat Pay: end
	 * a contract</a>
	 */
	Mono<ContractRecord> terminate(String outContractCode, String remark);

	/**
	 * Returns the ledger of another merchant of this application.
	 * @param name how the application calls it
	 * @return its ledger
	 * @throws IllegalArgumentException if there is none of that name
	 */
	ReactiveContractLedger ofMerchant(String name);

}
