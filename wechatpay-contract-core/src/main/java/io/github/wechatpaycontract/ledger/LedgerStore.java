package io.github.wechatpaycontract.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Where a ledger keeps its records. All methods block. Contracts are unique by merchant
 * and number and by merchant and contract id, notifications by merchant and id and by
 * merchant and fact: the store itself must refuse a second one.
 */
public interface LedgerStore {

	/**
	 * Returns whether what is kept here outlives this process. What is not is never
	 * acknowledged merely because it was set aside.
	 * @return {@code true} if it does
	 */
	default boolean isDurable() {
		return true;
	}

	/**
	 * Returns whether a thread that works in a transaction may be interrupted. A database
	 * that lives in this process may take harm.
	 * @return {@code true} if it may
	 */
	default boolean isInterruptible() {
		return true;
	}

	/**
	 * Works in one transaction, a new one. What the work changes, here and through the
	 * same transaction manager elsewhere, is kept when it returns, and only then.
	 * @param <T> the result type
	 * @param work the work, called once, on this thread
	 * @return what it returned, once that is durable
	 * @throws LedgerConflictException if another transaction got there first, and nothing
	 * was changed
	 */
	<T> T inTransaction(Function<LedgerTransaction, T> work);

	/**
	 * Finds a contract.
	 * @param mchid the merchant number
	 * @param outContractCode the merchant's number of the contract
	 * @return the contract, empty when there is none
	 */
	Optional<ContractRecord> findContract(String mchid, String outContractCode);

	/**
	 * Finds the contracts of a payer, under either of the payer's openids.
	 * @param mchid the merchant number
	 * @param openid the payer
	 * @param limit the largest number returned
	 * @return the contracts, opened last first
	 */
	List<ContractRecord> findContractsOf(String mchid, String openid, int limit);

	/**
	 * Finds contracts that WeChat Pay should be asked about.
	 * @param mchids the merchants
	 * @param now the time
	 * @param limit the largest number returned
	 * @return the contracts, waiting longest first
	 */
	List<ContractRecord> findDueContracts(Collection<String> mchids, Instant now, int limit);

	/**
	 * Finds signed contracts that WeChat Pay is never to be asked about.
	 * @param mchid the merchant number
	 * @param after the number behind which to look, in the store's own order; empty to
	 * begin with the first
	 * @param limit the largest number returned
	 * @return the contracts, in that order
	 */
	List<ContractRecord> findUnscheduledContracts(String mchid, String after, int limit);

	/**
	 * Claims a contract for one query, unless somebody else did: counts the query and
	 * says when the next one is due.
	 * @param contract the contract as it was found
	 * @param nextQueryAt when the next query is due, {@code null} for never
	 * @return whether it is claimed
	 */
	boolean claimContract(ContractRecord contract, @Nullable Instant nextQueryAt);

	/**
	 * Finds a notification.
	 * @param mchid the merchant number
	 * @param id its id
	 * @return the notification, empty when there is none
	 */
	Optional<NotificationRecord> findNotification(String mchid, String id);

	/**
	 * Finds parked notifications.
	 * @param mchids the merchants
	 * @param limit the largest number returned
	 * @return the notifications, received last first
	 */
	List<NotificationRecord> findParkedNotifications(Collection<String> mchids, int limit);

	/**
	 * Parks notifications whose effect failed and that were not sent again.
	 * @param receivedBefore when they came at the latest
	 * @return how many
	 */
	int parkFailedNotifications(Instant receivedBefore);

	/**
	 * Deletes notifications that took effect but were not the first to say so: a fact is
	 * remembered for ever. Never deletes any other.
	 * @param finishedBefore when they did at the latest
	 * @param limit the largest number deleted
	 * @return how many
	 */
	int deleteFinishedNotifications(Instant finishedBefore, int limit);

}
