package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that crossed the wire, as the timeline shows it.
 */
sealed interface Happening {

	/**
	 * Counted up from 1.
	 */
	long number();

	Instant at();

	/**
	 * A merchant's request and its answer.
	 *
	 * @param number counted up
	 * @param request the request
	 * @param answer what it was answered, spoilt where the script said so
	 * @param fault name of the fault that the script gave it
	 */
	record Request(long number, ReceivedRequest request, Answer answer, String fault) implements Happening {

		@Override
		public Instant at() {
			return this.request.receivedAt();
		}

		boolean isRefused() {
			return this.answer.status() >= 400;
		}

		/**
		 * What the merchant had to sign, or null where the Authorization header does not
		 * say enough to build it.
		 */
		@Nullable String stringToSign() {
			try {
				byte[] message = Authentication.message(this.request, Authorization.parse(this.request.headers()),
						this.request.body());
				return new String(message, StandardCharsets.UTF_8);
			}
			catch (Refusal ex) {
				return null;
			}
		}

	}

	/**
	 * An attempt to deliver a notification.
	 *
	 * @param number counted up
	 * @param draft the notification before it was encrypted, or null if it was given
	 * signed
	 * @param sent what was sent
	 * @param delivery how it went
	 */
	record Notification(long number, @Nullable NotificationDraft draft, SignedNotification sent,
			Delivery delivery) implements Happening {

		@Override
		public Instant at() {
			return this.delivery.sentAt();
		}

		/**
		 * What the merchant has to verify, or null where the headers that it is made of
		 * are missing.
		 */
		@Nullable String stringToSign() {
			HeaderFields headers = this.sent.headers();
			String timestamp = headers.first("Wechatpay-Timestamp").orElse(null);
			String nonce = headers.first("Wechatpay-Nonce").orElse(null);
			return (timestamp != null && nonce != null) ? timestamp + "\n" + nonce + "\n" + this.sent.bodyText() + "\n"
					: null;
		}

	}

}
