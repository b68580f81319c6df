package io.github.wechatpaycontract.contract;

import java.util.Optional;

import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayContentException;
import io.github.wechatpaycontract.WechatPaySignatureException;
import io.github.wechatpaycontract.WechatPayTransportException;

/**
 * Queries and ends contracts, for callers of every kind, and waits for the answer. On an
 * event loop use {@link ReactiveContractOperations}.
 */
public interface ContractOperations {

	/**
	 * Queries a contract: {@code GET
	 * /v3/password-exempt-contract/contracts/service-id/{service_id}/out-contract-code/{out_contract_code}}.
	 * <p>
	 * What WeChat Pay answers for a contract number that was never signed is not stated:
	 * expect an error with status 404 or a state other than {@link ContractState#SIGNED}.
	 * @param serviceId the id of the password-free service
	 * @param outContractCode the merchant's number of the contract
	 * @return the contract
	 * @throws IllegalArgumentException if a value is missing
	 * @throws IllegalStateException on a thread that must not block; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call or has no such
	 * contract
	 * @throws WechatPayTransportException if no answer arrived within the call timeout
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but unreadable or
	 * about another contract
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472855">WeChat Pay:
	 * query a contract</a>
	 */
	Contract get(long serviceId, String outContractCode);

	/**
	 * Queries a contract like {@link #get}, but a contract that WeChat Pay does not have
	 * is a value. Only a verified answer counts as such: a 404 without WeChat Pay's
	 * signature may come from anything on the way and is an exception.
	 * @param serviceId the id of the password-free service
	 * @param outContractCode the merchant's number of the contract
	 * @return the contract, empty when WeChat Pay has none
	 * @throws WechatPayApiException if WeChat Pay refused the call
	 * @throws WechatPayTransportException if no answer arrived within the call timeout
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but unreadable or
	 * about another contract
	 */
	Optional<Contract> find(long serviceId, String outContractCode);

	/**
	 * Ends a contract: {@code POST
	 * /v3/password-exempt-contract/contracts/service-id/{service_id}/out-contract-code/{out_contract_code}/terminate}.
	 * <p>
	 * The contract must be in force. The answer carries no state, and what a second call
	 * is answered is not stated: so this call is never repeated by itself. When an
	 * exception says that its outcome is unknown, query before trying again, or use
	 * {@link #terminateAndConfirm}.
	 * @param serviceId the id of the password-free service
	 * @param outContractCode the merchant's number of the contract
	 * @param remark why, for people; 1 to 256 characters, no emoji
	 * @throws IllegalArgumentException if a value is missing or not of its form
	 * @throws IllegalStateException on a thread that must not block; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call: 400
	 * {@code PARAM_ERROR} or {@code INVALID_REQUEST}, 401 {@code SIGN_ERROR}, 403
	 * {@code NO_AUTH}, 500 {@code SYSTEM_ERROR}, or a code not known yet
	 * @throws WechatPayTransportException if no answer arrived within the call timeout
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but about another
	 * contract
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472858">WeChat Pay: end
	 * a contract</a>
	 */
	void terminate(long serviceId, String outContractCode, String remark);

	/**
	 * Makes sure that a contract has ended: queries it, ends it if it is in force, and
	 * queries again. May be repeated at any time.
	 * @param serviceId the id of the password-free service
	 * @param outContractCode the merchant's number of the contract
	 * @param remark why, for people; 1 to 256 characters, no emoji
	 * @return the contract as it is afterwards; look at its state
	 * @throws IllegalArgumentException if a value is missing or not of its form; nothing
	 * was sent
	 * @throws IllegalStateException on a thread that must not block; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused a call or has no such contract
	 * @throws WechatPayTransportException if no answer arrived within the call timeout
	 * @throws WechatPaySignatureException if an answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if an answer is authentic but unreadable or about
	 * another contract
	 */
	Contract terminateAndConfirm(long serviceId, String outContractCode, String remark);

}
