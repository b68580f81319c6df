package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A notification before it is encrypted and signed. Each time it is built it gets a fresh
 * time, nonce and signature; its id stays.
 *
 * @param mchid the merchant it is for, or null for the simulator's first
 * @param id the envelope id
 * @param eventType the event type
 * @param resourceType the resource type
 * @param originalType the original type of the resource
 * @param summary text for people
 * @param algorithm the algorithm named in the resource; what is done is always
 * AES-256-GCM
 * @param associatedData the associated data, or null to leave the member out
 * @param plaintext what is encrypted into the resource
 * @param envelope a whole envelope to sign and send in place of the built one, or null
 * @param fault what is wrong with it
 * @param target where to send it, or null if it is only built
 */
public record NotificationDraft(@Nullable String mchid, String id, String eventType, String resourceType,
		String originalType, String summary, String algorithm, @Nullable String associatedData, byte[] plaintext,
		byte @Nullable [] envelope, NotificationFault fault, @Nullable URI target) {

	/**
	 * Starts a draft: an {@code ENTRUST.SIGN} with an empty object as resource.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Starts from this draft.
	 * @return a builder with the same values
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.mchid = this.mchid;
		builder.id = this.id;
		builder.eventType = this.eventType;
		builder.resourceType = this.resourceType;
		builder.originalType = this.originalType;
		builder.summary = this.summary;
		builder.algorithm = this.algorithm;
		builder.associatedData = this.associatedData;
		builder.plaintext = this.plaintext;
		builder.envelope = this.envelope;
		builder.fault = this.fault;
		builder.target = this.target;
		return builder;
	}

	@Override
	public String toString() {
		return "NotificationDraft[id=%s, eventType=%s, fault=%s]".formatted(this.id, this.eventType, this.fault);
	}

	/**
	 * Builds a {@link NotificationDraft}.
	 */
	public static final class Builder {

		private @Nullable String mchid;

		private String id = UUID.randomUUID().toString();

		private String eventType = "ENTRUST.SIGN";

		private String resourceType = "encrypt-resource";

		private String originalType = "entrust";

		private String summary = "免密支付签约成功";

		private String algorithm = "AEAD_AES_256_GCM";

		private @Nullable String associatedData = "entrust";

		private byte[] plaintext = { '{', '}' };

		private byte @Nullable [] envelope;

		private NotificationFault fault = NotificationFault.none();

		private @Nullable URI target;

		private Builder() {
		}

		/**
		 * Sets the merchant whose keys sign and encrypt; the simulator's first if left
		 * out.
		 * @param mchid the merchant number
		 * @return this
		 */
		public Builder mchid(String mchid) {
			this.mchid = mchid;
			return this;
		}

		/**
		 * Sets the envelope id; random if left out.
		 * @param id the id
		 * @return this
		 */
		public Builder id(String id) {
			this.id = id;
			return this;
		}

		/**
		 * Sets the event type.
		 * @param eventType for instance {@code ENTRUST.TERMINATE}
		 * @return this
		 */
		public Builder eventType(String eventType) {
			this.eventType = eventType;
			return this;
		}

		/**
		 * Sets the resource type.
		 * @param resourceType normally {@code encrypt-resource}
		 * @return this
		 */
		public Builder resourceType(String resourceType) {
			this.resourceType = resourceType;
			return this;
		}

		/**
		 * Sets the original type of the resource.
		 * @param originalType for instance {@code entrust}
		 * @return this
		 */
		public Builder originalType(String originalType) {
			this.originalType = originalType;
			return this;
		}

		/**
		 * Sets the summary.
		 * @param summary text for people
		 * @return this
		 */
		public Builder summary(String summary) {
			this.summary = summary;
			return this;
		}

		/**
		 * Sets the name of the algorithm, not the algorithm.
		 * @param algorithm normally {@code AEAD_AES_256_GCM}
		 * @return this
		 */
		public Builder algorithm(String algorithm) {
			this.algorithm = algorithm;
			return this;
		}

		/**
		 * Sets the associated data.
		 * @param associatedData the text, maybe empty; null leaves the member out
		 * @return this
		 */
		public Builder associatedData(@Nullable String associatedData) {
			this.associatedData = associatedData;
			return this;
		}

		/**
		 * Sets what is encrypted.
		 * @param plaintext normally JSON
		 * @return this
		 */
		public Builder plaintext(String plaintext) {
			return plaintext(plaintext.getBytes(StandardCharsets.UTF_8));
		}

		/**
		 * Sets what is encrypted.
		 * @param plaintext any bytes
		 * @return this
		 */
		public Builder plaintext(byte[] plaintext) {
			this.plaintext = plaintext.clone();
			return this;
		}

		/**
		 * Sets a whole envelope to be signed as it is.
		 * @param envelope any text
		 * @return this
		 */
		public Builder envelope(String envelope) {
			return envelope(envelope.getBytes(StandardCharsets.UTF_8));
		}

		/**
		 * Sets a whole envelope to be signed as it is.
		 * @param envelope any bytes
		 * @return this
		 */
		public Builder envelope(byte[] envelope) {
			this.envelope = envelope.clone();
			return this;
		}

		/**
		 * Sets what is wrong with it.
		 * @param fault the fault
		 * @return this
		 */
		public Builder fault(NotificationFault fault) {
			this.fault = fault;
			return this;
		}

		/**
		 * Sets where it is sent.
		 * @param target an address on this host
		 * @return this
		 */
		public Builder target(URI target) {
			this.target = target;
			return this;
		}

		/**
		 * Finishes the draft.
		 * @return the draft
		 */
		public NotificationDraft build() {
			return new NotificationDraft(this.mchid, this.id, this.eventType, this.resourceType, this.originalType,
					this.summary, this.algorithm, this.associatedData, this.plaintext, this.envelope, this.fault,
					this.target);
		}

	}

}
