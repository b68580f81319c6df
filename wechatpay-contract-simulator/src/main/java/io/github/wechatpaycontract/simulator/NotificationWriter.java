package io.github.wechatpaycontract.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Encrypts, wraps and signs notifications.
 */
final class NotificationWriter {

	private static final String OTHER_KEY = "AnotherApiV3KeyThatNobodyHas0000";

	private final Platform platform;

	NotificationWriter(Platform platform) {
		this.platform = platform;
	}

	SignedNotification write(NotificationDraft draft, NotificationFault fault) {
		byte[] given = draft.envelope();
		Account account = account(draft.mchid());
		return sign((given != null) ? given : Json.write(envelope(draft, fault, account)), fault, account);
	}

	Account account(@Nullable String mchid) {
		return (mchid != null) ? this.platform.account(mchid) : this.platform.first();
	}

	SignedNotification sign(byte[] body, NotificationFault fault, Account account) {
		HeaderFields fields = HeaderFields.EMPTY.with("Content-Type", "application/json")
			.with("Accept", "*/*")
			.with("User-Agent", "Mozilla/4.0")
			.with("Request-ID", this.platform.tokens().requestId(0));
		return new SignedNotification(fault.signing().apply(fields, body, this.platform, account.notifying()),
				fault.spoil(body));
	}

	private Map<String, Object> envelope(NotificationDraft draft, NotificationFault fault, Account account) {
		Map<String, Object> envelope = new LinkedHashMap<>();
		envelope.put("id", draft.id());
		envelope.put("create_time", this.platform.format(this.platform.now()));
		envelope.put("resource_type", draft.resourceType());
		envelope.put("event_type", draft.eventType());
		envelope.put("summary", draft.summary());
		envelope.put("resource", resource(draft, fault, account));
		return envelope;
	}

	private Map<String, Object> resource(NotificationDraft draft, NotificationFault fault, Account account) {
		String nonce = this.platform.tokens().hex(12).toLowerCase(Locale.ROOT);
		String key = fault.usesOtherApiV3Key() ? OTHER_KEY : account.merchant().apiV3Key();
		Map<String, Object> resource = new LinkedHashMap<>();
		resource.put("original_type", draft.originalType());
		resource.putAll(Sealed.of(draft.algorithm(), key, nonce, draft.associatedData(), draft.plaintext()).members());
		return resource;
	}

}
