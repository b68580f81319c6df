package io.github.wechatpaycontract.notification;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

import io.github.wechatpaycontract.crypto.Digests;
import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.json.JsonObject;
import io.github.wechatpaycontract.notification.NotificationClassifier.Classification;
import org.jspecify.annotations.Nullable;

/**
 * A notification that is proven to come from WeChat Pay. Only
 * {@link NotificationVerifier} makes one.
 * <p>
 * The pages of this product state neither event names nor members, so everything but the
 * {@link #id()} and the {@link #eventType()} may be absent; what was sent stays readable
 * in {@link #raw()}. {@code toString} shows no payer.
 */
public final class ContractNotification {

	private final String mchid;

	private final String id;

	private final String eventType;

	private final @Nullable String originalType;

	private final @Nullable OffsetDateTime createTime;

	private final @Nullable String summary;

	private final NotificationKind kind;

	private final @Nullable Doubt doubt;

	private final ContractNotificationResource resource;

	private final Map<String, @Nullable Object> raw;

	ContractNotification(String mchid, NotificationEnvelope envelope, Classification classification,
			ContractNotificationResource resource, JsonObject raw) {
		this.mchid = mchid;
		this.id = envelope.id();
		this.eventType = envelope.eventType();
		this.originalType = envelope.originalType();
		this.createTime = envelope.createTime();
		this.summary = envelope.summary();
		this.kind = classification.kind();
		this.doubt = classification.doubt();
		this.resource = resource;
		this.raw = raw.members();
	}

	/**
	 * Returns the number of the merchant whose keys verified the notification. What the
	 * notification itself says is in {@link #resource()}.
	 * @return the merchant number
	 */
	public String mchid() {
		return this.mchid;
	}

	/**
	 * Returns the id of the notification; a notification sent again has the same.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Returns the event as WeChat Pay names it. Decide by {@link #kind()}.
	 * @return the event type
	 */
	public String eventType() {
		return this.eventType;
	}

	/**
	 * Returns what kind of resource the notification carries, as WeChat Pay names it.
	 * @return the original type, empty when absent
	 */
	public Optional<String> originalType() {
		return Optional.ofNullable(this.originalType);
	}

	/**
	 * Returns when WeChat Pay made the notification.
	 * @return the time, empty when absent or not of a known form
	 */
	public Optional<OffsetDateTime> createTime() {
		return Optional.ofNullable(this.createTime);
	}

	/**
	 * Returns the text for people.
	 * @return the summary, empty when absent
	 */
	public Optional<String> summary() {
		return Optional.ofNullable(this.summary);
	}

	/**
	 * Returns what happened.
	 * @return the kind
	 */
	public NotificationKind kind() {
		return this.kind;
	}

	/**
	 * Returns why it is in doubt what happened, or to whom.
	 * @return the reason, empty when there is no doubt
	 */
	public Optional<Doubt> doubt() {
		return Optional.ofNullable(this.doubt);
	}

	/**
	 * Returns the merchant's number of the contract.
	 * @return the number
	 * @throws IllegalStateException if the notification names none, so that a handler
	 * which needs it fails and the notification comes again
	 */
	public String outContractCode() {
		if (this.resource.outContractCode() == null) {
			throw new IllegalStateException("Notification '" + this.id + "' names no contract");
		}
		return this.resource.outContractCode();
	}

	/**
	 * Returns WeChat Pay's id of the contract.
	 * @return the contract id, empty when absent
	 */
	public Optional<String> contractId() {
		return Optional.ofNullable(this.resource.contractId());
	}

	/**
	 * Returns everything that was understood.
	 * @return the resource
	 */
	public ContractNotificationResource resource() {
		return this.resource;
	}

	/**
	 * Returns everything that was sent, decrypted: maps, lists, texts, numbers and
	 * booleans.
	 * @return the unmodifiable members in the order sent
	 */
	public Map<String, @Nullable Object> raw() {
		return this.raw;
	}

	/**
	 * Returns a digest of what the notification says: the same for a notification that is
	 * sent again, whatever its encryption and its order of members.
	 * @return 64 hexadecimal digits
	 */
	public String fingerprint() {
		return Digests.sha256(Json.canonical(Map.of("event_type", this.eventType, "resource", this.raw)));
	}

	@Override
	public String toString() {
		return "ContractNotification[mchid=%s, id=%s, eventType=%s, kind=%s, outContractCode=%s]".formatted(this.mchid,
				this.id, this.eventType, this.kind, this.resource.outContractCode());
	}

	/**
	 * Why it is in doubt what a notification says.
	 */
	public enum Doubt {

		/**
		 * Neither the event nor the state is known.
		 */
		UNKNOWN_EVENT,

		/**
		 * The event says one thing, the state another.
		 */
		CONTRADICTORY,

		/**
		 * It speaks of another merchant than the one whose keys verified it.
		 */
		OTHER_MERCHANT

	}

}
