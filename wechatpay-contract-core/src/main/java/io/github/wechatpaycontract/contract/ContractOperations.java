package io.github.wechatpaycontract.contract;

import java.util.Optional;

import io.github.wechatpaycontract.InvalidFieldException;
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
	 * @param outContractCode the merchant's number of the contract, 1 to 32 ASCII letters
	 * and digits
	 * @return the contract
	 * @throws InvalidFieldException if a value is missing or not of its form; nothing was
	 * sent
	 * @throws IllegalStateException on a thread that must not block, or once the merchant
	 * was removed or the exchange closed; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call or has no such
	 * contract; {@link io.github.wechatpaycontract.ApiErrorCode} has the codes
	 * @throws WechatPayTransportException if no usable answer arrived; its
	 * {@link WechatPayTransportException#isOutcomeUnknown() isOutcomeUnknown} tells
	 * whether anything may have been sent
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but unreadable or
	 * about another contract
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472855">WeChat Pay:
	 * query a contract</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012715321">WeChat Pay:
	 * query a contract, for partners</a>
	 */
	Contract get(long serviceId, String outContractCode);

	/**
	 * Queries a contract like {@link #get}, but a contract that WeChat Pay does not have
	 * is a value. Only a verified answer counts as such: status 404, or another from 400
	 * to 499 with {@code CONTRACT_NOT_EXIST}, {@code CONTRACT_NOT_EXISTS},
	 * {@code RESOURCE_NOT_EXISTS}, {@code NOT_FOUND} or {@code ORDER_NOT_EXIST}. A 404
	 * without WeChat Pay's signature may come from anything on the way and is an
	 * exception.
	 * @param serviceId the id of the password-free service
	 * @param outContractCode the merchant's number of the contract, 1 to 32 ASCII letters
	 * and digits
	 * @return the contract, empty when WeChat Pay has none
	 * @throws InvalidFieldException if a value is missing or not of its form; nothing was
	 * sent
	 * @throws IllegalStateException on a thread that must not block, or once the merchant
	 * was removed or the exchange closed; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call
	 * @throws WechatPayTransportException if no usable answer arrived; its
	 * {@link WechatPayTransportException#isOutcomeUnknown() isOutcomeUnknown} tells
	 * whether anything may have been sent
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but unreadable or
	 * about another contract
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472855">WeChat Pay:
	 * query a contract</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012715321">WeChat Pay:
	 * query a contract, for partners</a>
	 */
	Optional<Contract> find(long serviceId, String outContractCode);

	/**
	 * Ends a contract: {@code POST
	 * /v3/password-exempt-contract/contracts/service-id/{service_id}/out-contract-code/{out_contract_code}/terminate}.
	 * <p>
	 * The contract must be in force. The answer carries no state, and what a second call
	 * is answered is not stated: so this call is not repeated by itself once it may have
	 * been carried out; only after a signed 429, which says that it was not taken, is it
	 * sent again. When an exception says that its outcome is unknown, query before trying
	 * again, or use {@link #terminateAndConfirm}.
	 * @param serviceId the id of the password-free service
	 * @param outContractCode the merchant's number of the contract, 1 to 32 ASCII letters
	 * and digits
	 * @param remark why, for people; 1 to 256 characters, none beyond the Basic
	 * Multilingual Plane, so hardly any emoji
	 * @throws InvalidFieldException if a value is missing or not of its form; nothing was
	 * sent
	 * @throws IllegalStateException on a thread that must not block, or once the merchant
	 * was removed or the exchange closed; nothing was sent
	 * @throws WechatPayApiException if WeChat Pay refused the call: 400
	 * {@code PARAM_ERROR} or {@code INVALID_REQUEST}, 401 {@code SIGN_ERROR}, 403
	 * {@code NO_AUTH}, 500 {@code SYSTEM_ERROR}, or a code not known yet
	 * @throws WechatPayTransportException if no usable answer arrived; its
	 * {@link WechatPayTransportException#isOutcomeUnknown() isOutcomeUnknown} tells
	 * whether anything may have been sent
	 * @throws WechatPaySignatureException if the answer is not proven to come from WeChat
	 * Pay
	 * @throws WechatPayContentException if the answer is authentic but unreadable,
	 * incomplete or about another contract
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472858">WeChat Pay: end
	 * a contract</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012715383">WeChat Pay: end
	 * a contract, for partners</a>
	 */
	void terminate(long serviceId, String outContractCode, String remark);

	/**
	 * Makes sure that a contract has ended: queries it, ends it if it is
	 * {@link ContractState#SIGNED}, and queries again. When the termination fails and the
	 * contract is still signed afterwards, or that is not seen, the termination's
	 * exception is thrown. A contract in any other state is returned as it is. May be
	 * repeated at any time.
	 * @param serviceId the id of the password-free service
	 * @param outContractCode the merchant's number of the contract, 1 to 32 ASCII letters
	 * and digits
	 * @param remark why, for people; 1 to 256 characters, none beyond the Basic
	 * Multilingual Plane, so hardly any emoji
	 * @return the contract as it is afterwards; look at its state: {@code TERMINATED},
	 * but for what was in another state before, and for what WeChat Pay accepted and does
	 * not show yet
	 * @throws InvalidFieldException if a value is missing or not of its form; nothing was
	 * sent
	 * @throws IllegalStateException on a thread that must not block, or once the merchant
	 * was removed or the exchange closed; nothing was sent
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
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012715383">WeChat Pay: end
	 * a contract, for partners</a>
	 */
	Contract terminateAndConfirm(long serviceId, String outContractCode, String remark);

}
