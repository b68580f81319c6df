package io.github.wechatpaycontract.notification;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.json.JsonObject;
import io.github.wechatpaycontract.json.MalformedJsonException;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.SealedResource;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import io.github.wechatpaycontract.notification.NotificationClassifier.Classification;
import io.github.wechatpaycontract.notification.NotificationResult.Rejected;
import io.github.wechatpaycontract.notification.NotificationResult.Rejection;
import io.github.wechatpaycontract.notification.NotificationResult.Verified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies, decrypts and classifies a notification. A total function: headers and bytes
 * in, a verified notification or a reason out, and no exception.
 * <p>
 * Nothing of the body is looked at before the signature held.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012071382">WeChat Pay:
 * decrypting callbacks</a>
 */
public final class NotificationVerifier {

	private static final Logger logger = LoggerFactory.getLogger(NotificationVerifier.class);

	/** Times have at most 12 digits. */
	private static final Duration ANY_AGE = Duration.ofSeconds(999_999_999_999L);

	private final Merchant merchant;

	private final SignatureVerifier signatureVerifier;

	private final SignatureVerifier agelessVerifier;

	private final NotificationClassifier classifier;

	/**
	 * Creates a verifier.
	 * @param merchant whose notifications are received
	 * @param clock this host's clock
	 * @param clockSkew the largest difference accepted between a notification's time and
	 * this host's, in both directions
	 * @param eventTypes what certain event types mean, by their name in any case; decides
	 * before anything in the notification does
	 */
	public NotificationVerifier(Merchant merchant, Clock clock, Duration clockSkew,
			Map<String, NotificationKind> eventTypes) {
		this.merchant = merchant;
		this.signatureVerifier = new SignatureVerifier(merchant.platformKeys(), clock, clockSkew);
		this.agelessVerifier = new SignatureVerifier(merchant.platformKeys(), clock, ANY_AGE);
		this.classifier = new NotificationClassifier(eventTypes);
	}

	/**
	 * Verifies a notification.
	 * @param headers gives all values of a header, by its name in any case; an empty list
	 * for none
	 * @param body the bytes as received, before anything read or changed them
	 * @return the notification or the reason to refuse it
	 */
	public NotificationResult verify(Function<String, List<String>> headers, byte[] body) {
		return verify(this.signatureVerifier, headers, body);
	}

	/**
	 * Verifies and opens a notification again that was kept. Its signature must still
	 * hold; its age does not matter any more.
	 * @param message what came over the wire
	 * @return the notification or the reason to refuse it
	 */
	public NotificationResult verifyAgain(NotificationMessage message) {
		return verify(this.agelessVerifier, message::header, message.body());
	}

	private NotificationResult verify(SignatureVerifier verifier, Function<String, List<String>> headers, byte[] body) {
		Optional<SignatureFailure> failure = verifier.verify(headers, body);
		if (failure.isPresent()) {
			return new Rejected(Rejection.NOT_AUTHENTIC, failure.get(), describe(failure.get(), headers));
		}
		try {
			return new Verified(open(Json.read(body)));
		}
		catch (MalformedJsonException ex) {
			return new Rejected(Rejection.MALFORMED, null, ex.getMessage());
		}
		catch (GeneralSecurityException ex) {
			return new Rejected(Rejection.NOT_DECRYPTABLE, null,
					"the APIv3 key configured here does not open it; compare it with the merchant console");
		}
	}

	private ContractNotification open(JsonObject body) throws GeneralSecurityException {
		NotificationEnvelope envelope = NotificationEnvelope.read(body);
		JsonObject json = Json.read(SealedResource.read(body, "resource").open(this.merchant));
		ContractNotificationResource resource = ResourceReader.read(json);
		Classification classification = isForeign(resource) ? Classification.FOREIGN
				: this.classifier.classify(envelope.eventType(), resource);
		logger.debug("Notification event '{}' of '{}' is {}; it has the members {}", envelope.eventType(),
				envelope.originalType(), classification.kind(), json.members().keySet());
		return new ContractNotification(mchid(), envelope, classification, resource, json);
	}

	/** Merchants of one group may have been given the same keys. */
	private boolean isForeign(ContractNotificationResource resource) {
		boolean foreign = resource.mchid() != null && !resource.mchid().equals(mchid())
				&& !mchid().equals(resource.subMchid());
		if (foreign) {
			logger.error("A notification for merchant '{}' speaks of merchant '{}'; it moves nothing", mchid(),
					resource.mchid());
		}
		return foreign;
	}

	String mchid() {
		return this.merchant.mchid();
	}

	private String describe(SignatureFailure failure, Function<String, List<String>> headers) {
		boolean own = failure == SignatureFailure.UNKNOWN_SERIAL && headers.apply("Wechatpay-Serial")
			.get(0)
			.strip()
			.equalsIgnoreCase(this.merchant.certificateSerialNumber());
		return this.signatureVerifier.describe(failure, headers)
				+ (own ? ", which is the merchant's own certificate" : "");
	}

}
