package io.github.wechatpaycontract.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.sign.MiniProgramSignRequest;
import io.github.wechatpaycontract.sign.MiniProgramSignSession;

/**
 * This application's own record of its contracts. What it says is what WeChat Pay said
 * last, in a notification or in a verified answer to a query, and it moves by itself:
 * listen to {@link ContractSigned}, {@link ContractTerminated} and
 * {@link ContractExpired}.
 * <p>
 * Every method but {@link #open} speaks of contracts that are in the ledger; they get
 * there before their session is asked for, with {@link #open} or any other
 * pre-entrust-sign of this application. If the store fails, so does the method, with the
 * store's own exception; with a {@link java.util.concurrent.RejectedExecutionException}
 * if too much waits for it already. What is written here is committed by itself, whatever
 * transaction the caller is in; {@link #find} and {@link #findByOpenid} read inside that
 * transaction. On an event loop use {@link ReactiveContractLedger}.
 */
public interface ContractLedger {

	/**
	 * The largest number of contracts that {@link #findByOpenid} returns.
	 */
	int MOST_OF_A_PAYER = 100;

	/**
	 * Opens a signing session for a mini program of the direct merchant: chooses a
	 * contract number unless one is set, writes the contract down as
	 * {@link LedgerState#PENDING}, and calls {@code POST
	 * /v3/password-exempt-contract/contracts/normal/pre-entrust-sign/mini-program}.
	 * @param contract sets the payer and what else is not the same for all contracts
	 * @return the session to hand to the mini program
	 * @throws InvalidFieldException if a value is missing or not of its form
	 * @throws IllegalStateException if the number is taken, if the ledger could not write
	 * it down within five seconds, inside a transaction of the ledger, on a thread that
	 * must not block, or once the merchant was removed; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call, as
	 * {@link io.github.wechatpaycontract.sign.SignScenes#miniProgram} says; the contract
	 * stays PENDING until it expires, and may be opened again under its number
	 * @throws WechatPayTransportException if no usable answer arrived; its
	 * {@link WechatPayTransportException#isOutcomeUnknown() isOutcomeUnknown} tells
	 * whether anything may have been sent; the contract stays PENDING, and WeChat Pay is
	 * asked what became of it
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but incomplete or
	 * another's
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472870">WeChat Pay:
	 * mini-program pre-entrust-sign</a>
	 */
	MiniProgramSignSession open(Consumer<MiniProgramSignRequest.Builder> contract);

	/**
	 * Finds a contract. Nothing is sent.
	 * @param outContractCode the merchant's number of the contract
	 * @return the contract, empty when the ledger has none
	 */
	Optional<ContractRecord> find(String outContractCode);

	/**
	 * Finds the contracts of a payer. Nothing is sent.
	 * @param openid the payer, under the merchant's or the sub-merchant's appid
	 * @return the contracts opened last, at most {@value #MOST_OF_A_PAYER}, the newest
	 * first
	 */
	List<ContractRecord> findByOpenid(String openid);

	/**
	 * Asks WeChat Pay about a contract now, for the moment the payer comes back:
	 * {@code GET
	 * /v3/password-exempt-contract/contracts/service-id/{service_id}/out-contract-code/{out_contract_code}}.
	 * @param outContractCode the merchant's number of the contract
	 * @return the contract as it is now; unchanged if WeChat Pay knows no signature yet,
	 * or speaks of another payer than it was opened for
	 * @throws IllegalArgumentException if the ledger has no such contract
	 * @throws IllegalStateException inside a transaction of the ledger, on a thread that
	 * must not block, or once the merchant was removed, and nothing was sent; or if the
	 * store and the listeners took more than ten seconds. A store may end its
	 * transactions sooner: in a database they last as long as the handlers of a
	 * notification may take
	 * @throws WechatPayApiException if WeChat Pay refused the call, or says that there is
	 * no such contract without a signature that proves it
	 * @throws WechatPayTransportException if no usable answer arrived; its
	 * {@link WechatPayTransportException#isOutcomeUnknown() isOutcomeUnknown} tells
	 * whether anything may have been sent
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but unreadable or
	 * about another contract
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472855">WeChat Pay:
	 * query a contract</a>
	 */
	ContractRecord refresh(String outContractCode);

	/**
	 * Makes sure that a contract has ended: queries it, ends it if it is in force with
	 * {@code POST
	 * /v3/password-exempt-contract/contracts/service-id/{service_id}/out-contract-code/{out_contract_code}/terminate},
	 * and queries it again. If it is not seen what became of it, this fails as the
	 * termination did, and the ledger asks again by itself some minutes later. May be
	 * repeated at any time.
	 * @param outContractCode the merchant's number of the contract
	 * @param remark why, for people; 1 to 256 characters, none beyond the Basic
	 * Multilingual Plane, so hardly any emoji
	 * @return the contract as it is afterwards; look at its state, which is
	 * {@link LedgerState#TERMINATED} unless WeChat Pay does not show that yet or had the
	 * contract in another state than signed
	 * @throws IllegalArgumentException if the ledger has no such contract, or the remark
	 * is not of its form
	 * @throws IllegalStateException inside a transaction of the ledger, on a thread that
	 * must not block, or once the merchant was removed, and nothing was sent; or if the
	 * store and the listeners took more than ten seconds. A store may end its
	 * transactions sooner: in a database they last as long as the handlers of a
	 * notification may take
	 * @throws WechatPayApiException if WeChat Pay refused a call or has no such contract
	 * @throws WechatPayTransportException if no usable answer arrived; its
	 * {@link WechatPayTransportException#isOutcomeUnknown() isOutcomeUnknown} tells
	 * whether anything may have been sent
	 * @throws WechatPaySignatureException if an answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if an answer is authentic but unreadable or about
	 * another contract
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472858">WeChat Pay: end
	 * a contract</a>
	 */
	ContractRecord terminate(String outContractCode, String remark);

	/**
	 * Returns the ledger of another merchant of this application.
	 * @param name how the application calls it
	 * @return its ledger
	 * @throws IllegalArgumentException if there is none of that name
	 */
	ContractLedger ofMerchant(String name);

}
