package io.github.wechatpaycontract.notification;

import java.time.OffsetDateTime;

import io.github.wechatpaycontract.json.JsonObject;
import io.github.wechatpaycontract.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * What the outer JSON of a notification says of it.
 */
record NotificationEnvelope(String id, String eventType, @Nullable String originalType,
		@Nullable OffsetDateTime createTime, @Nullable String summary) {

	static NotificationEnvelope read(JsonObject json) {
		TolerantReader in = new TolerantReader(json);
		return new NotificationEnvelope(required("id", in.id("id")), required("event_type", in.id("event_type")),
				in.object("resource").text("original_type"), in.time("create_time"), in.text("summary"));
	}

	private static String required(String name, @Nullable String value) {
		if (value == null) {
			throw new MalformedJsonException(name, "is missing");
		}
		return value;
	}

}
