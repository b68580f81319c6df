package io.github.wechatpaycontract.ledger;

import java.util.Optional;

/**
 * What a ledger does inside one transaction of its {@link LedgerStore}. Whatever is read
 * here is as committed last.
 */
public interface LedgerTransaction {

	/**
	 * Finds a contract and keeps every other transaction from it until this one ends.
	 * @param mchid the merchant number
	 * @param outContractCode the merchant's number of the contract
	 * @return the contract, empty when there is none
	 */
	Optional<ContractRecord> lockContract(String mchid, String outContractCode);

	/**
	 * Finds whose contract id it is.
	 * @param mchid the merchant number
	 * @param contractId WeChat Pay's id of the contract
	 * @return the merchant's number of that contract, empty when there is none
	 */
	Optional<String> findOutContractCode(String mchid, String contractId);

	/**
	 * Adds a contract.
	 * @param contract the contract
	 */
	void insertContract(ContractRecord contract);

	/**
	 * Changes a contract.
	 * @param contract the contract as it is from now on
	 */
	void updateContract(ContractRecord contract);

	/**
	 * Finds a notification.
	 * @param mchid the merchant number
	 * @param id its id
	 * @return the notification, empty when there is none
	 */
	Optional<NotificationRecord> findNotification(String mchid, String id);

	/**
	 * Returns whether a notification has said something before.
	 * @param mchid the merchant number
	 * @param fact what it says
	 * @return {@code true} if one has
	 */
	boolean isKnownFact(String mchid, String fact);

	/**
	 * Adds a notification.
	 * @param notification the notification
	 */
	void insertNotification(NotificationRecord notification);

	/**
	 * Changes a notification, but never one that took effect meanwhile: the transaction
	 * then ends with a {@link LedgerConflictException}.
	 * @param notification the notification as it is from now on
	 */
	void updateNotification(NotificationRecord notification);

}
