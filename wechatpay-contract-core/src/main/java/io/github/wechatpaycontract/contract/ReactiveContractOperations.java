package io.github.wechatpaycontract.contract;

import reactor.core.publisher.Mono;

/**
 * Queries and ends contracts without blocking. Every {@code Mono} is cold: subscribing
 * sends, cancelling ends the call.
 */
public interface ReactiveContractOperations {

	/**
	 * Queries a contract, like {@link ContractOperations#get}.
	 * @param serviceId the id of the password-free service
	 * @param outContractCode the merchant's number of the contract
	 * @return the contract, or one of the errors listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472855">WeChat Pay:
	 * query a contract</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012715321">WeChat Pay:
	 * query a contract, for partners</a>
	 */
	Mono<Contract> get(long serviceId, String outContractCode);

	/**
	 * Queries a contract, like {@link ContractOperations#find}.
	 * @param serviceId the id of the password-free service
	 * @param outContractCode the merchant's number of the contract
	 * @return the contract, empty when WeChat Pay has none, or one of the errors listed
	 * there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472855">WeChat Pay:
	 * query a contract</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012715321">WeChat Pay:
	 * query a contract, for partners</a>
	 */
	Mono<Contract> find(long serviceId, String outContractCode);

	/**
	 * Ends a contract, like {@link ContractOperations#terminate}.
	 * @param serviceId the id of the password-free service
	 * @param outContractCode the merchant's number of the contract
	 * @param remark why, for people; 1 to 256 characters, as there
	 * @return completes when WeChat Pay accepted, or one of the errors listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472858">WeChat Pay: end
	 * a contract</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012715383">WeChat Pay: end
	 * a contract, for partners</a>
	 */
	Mono<Void> terminate(long serviceId, String outContractCode, String remark);

	/**
	 * Makes sure that a contract has ended, like
	 * {@link ContractOperations#terminateAndConfirm}.
	 * @param serviceId the id of the password-free service
	 * @param outContractCode the merchant's number of the contract
	 * @param remark why, for people; 1 to 256 characters, as there
	 * @return the contract as it is afterwards, or one of the errors listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012472858">WeChat Pay: end
	 * a contract</a>
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/partner/4012715383">WeChat Pay: end
	 * a contract, for partners</a>
	 */
	Mono<Contract> terminateAndConfirm(long serviceId, String outContractCode, String remark);

}
