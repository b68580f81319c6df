package io.github.wechatpaycontract.ledger;

import java.time.Instant;

import io.github.wechatpaycontract.notification.ContractNotification;
import io.github.wechatpaycontract.notification.NotificationMessage;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of a notification.
 *
 * @param mchid the merchant whose keys verified it
 * @param id its id
 * @param fact what it was the first to say, such as {@code SIGNED bicycle17}; unique at
 * the merchant, {@code null} for all that say it after
 * @param fingerprint the digest of what it says
 * @param eventType the event as WeChat Pay names it
 * @param outContractCode the contract it names
 * @param state what became of it
 * @param reason why it is parked, or had to come again
 * @param attempts how often its effect was tried
 * @param receivedAt when it came first
 * @param finishedAt when it took effect
 * @param message what came over the wire, as long as it has not taken effect
 */
public record NotificationRecord(String mchid, String id, @Nullable String fact, String fingerprint, String eventType,
		@Nullable String outContractCode, State state, @Nullable ParkReason reason, int attempts, Instant receivedAt,
		@Nullable Instant finishedAt, @Nullable NotificationMessage message) {

	static NotificationRecord first(ContractNotification notification, NotificationMessage message, Instant now) {
		return new NotificationRecord(notification.mchid(), notification.id(), null, notification.fingerprint(),
				notification.eventType(), notification.resource().outContractCode(), State.FAILED, null, 0, now, null,
				message);
	}

	NotificationRecord done(@Nullable String fact, Instant now) {
		return new NotificationRecord(this.mchid, this.id, fact, this.fingerprint, this.eventType, this.outContractCode,
				State.DONE, null, this.attempts + 1, this.receivedAt, now, null);
	}

	NotificationRecord failed(@Nullable ParkReason reason) {
		return unfinished(this.id, State.FAILED, reason);
	}

	NotificationRecord parked(ParkReason reason) {
		return unfinished(this.id, State.PARKED, reason);
	}

	/** It is not sent any more. */
	NotificationRecord setAside() {
		return new NotificationRecord(this.mchid, this.id, null, this.fingerprint, this.eventType, this.outContractCode,
				State.PARKED, (this.reason != null) ? this.reason : ParkReason.FAILED_REPEATEDLY, this.attempts,
				this.receivedAt, null, this.message);
	}

	/** Its id is taken by one that says something else. */
	NotificationRecord parkedAside() {
		return unfinished(this.id + "~" + this.fingerprint.substring(0, 16), State.PARKED, ParkReason.CHANGED_CONTENT);
	}

	private NotificationRecord unfinished(String id, State state, @Nullable ParkReason reason) {
		return new NotificationRecord(this.mchid, id, null, this.fingerprint, this.eventType, this.outContractCode,
				state, reason, this.attempts + 1, this.receivedAt, null, this.message);
	}

	boolean says(ContractNotification notification) {
		return this.fingerprint.equals(notification.fingerprint());
	}

	/**
	 * What became of a notification.
	 */
	public enum State {

		/**
		 * It took effect, or repeated what had.
		 */
		DONE,

		/**
		 * Its effect failed; WeChat Pay sends it again.
		 */
		FAILED,

		/**
		 * Set aside for a person to look at.
		 */
		PARKED

	}

}
