package io.github.wechatpaycontract.notification;

import java.util.Map;

import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.json.JsonObject;

/**
 * Notifications that nobody signed, for tests of what happens after verification.
 */
public final class TestNotifications {

	private static final NotificationClassifier CLASSIFIER = new NotificationClassifier(Map.of());

	private static final byte[] NOTHING = {};

	private TestNotifications() {
	}

	public static ContractNotification of(String mchid, String id, String eventType, Map<String, Object> plaintext) {
		JsonObject json = Json.read(Json.write(plaintext));
		ContractNotificationResource resource = ResourceReader.read(json);
		NotificationEnvelope envelope = new NotificationEnvelope(id, eventType, "entrust", null, null);
		return new ContractNotification(mchid, envelope, CLASSIFIER.classify(eventType, resource), resource, json);
	}

	public static NotificationMessage unsigned() {
		return new NotificationMessage(null, null, null, null, NOTHING);
	}

}
