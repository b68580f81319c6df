package io.github.wechatpaycontract.notification;

import java.util.Locale;

import io.github.wechatpaycontract.SignatureFailure;
import org.jspecify.annotations.Nullable;

/**
 * What {@link NotificationVerifier} found: a verified notification or a reason.
 */
public sealed interface NotificationResult {

	/**
	 * The message comes from WeChat Pay and was opened.
	 *
	 * @param notification the notification
	 */
	record Verified(ContractNotification notification) implements NotificationResult {

	}

	/**
	 * The message was refused.
	 *
	 * @param rejection the kind of reason
	 * @param signatureFailure why the signature was not accepted, {@code null} when it
	 * was
	 * @param detail the reason in words, fit for a log
	 */
	record Rejected(Rejection rejection, @Nullable SignatureFailure signatureFailure,
			String detail) implements NotificationResult {

		/**
		 * Returns the reason as one of a fixed set of words, such as {@code stale}.
		 * @return the reason
		 */
		public String reason() {
			Enum<?> reason = (this.signatureFailure != null) ? this.signatureFailure : this.rejection;
			return reason.name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * The kinds of reasons to refuse a message.
	 */
	enum Rejection {

		/**
		 * Not proven to come from WeChat Pay. Answered with 401.
		 */
		NOT_AUTHENTIC,

		/**
		 * From WeChat Pay, but not a notification this version can read. Answered with
		 * 400.
		 */
		MALFORMED,

		/**
		 * From WeChat Pay, but not encrypted with the APIv3 key configured here. Answered
		 * with 500, so that it comes again and works once the key is right.
		 */
		NOT_DECRYPTABLE

	}

}
