package io.github.wechatpaycontract.notification;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;

import io.github.wechatpaycontract.crypto.AesGcm;
import io.github.wechatpaycontract.json.JsonObject;
import io.github.wechatpaycontract.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * The outer JSON of a notification and the encrypted resource in it.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012071382">WeChat Pay:
 * decrypting callbacks</a>
 */
record NotificationEnvelope(String id, String eventType, @Nullable String originalType,
		@Nullable OffsetDateTime createTime, @Nullable String summary, byte[] nonce, byte[] associatedData,
		byte[] ciphertext) {

	static NotificationEnvelope read(JsonObject json) {
		TolerantReader in = new TolerantReader(json);
		String id = required("id", in.id("id"));
		String eventType = required("event_type", in.id("event_type"));
		JsonObject resource = required("resource", json.object("resource"));
		if (!AesGcm.ALGORITHM.equals(resource.text("algorithm"))) {
			throw new MalformedJsonException("algorithm", "is not " + AesGcm.ALGORITHM);
		}
		String associatedData = resource.text("associated_data");
		return new NotificationEnvelope(id, eventType, resource.text("original_type"), in.time("create_time"),
				in.text("summary"), nonce(required("nonce", resource.text("nonce"))),
				((associatedData != null) ? associatedData : "").getBytes(StandardCharsets.UTF_8),
				ciphertext(required("ciphertext", resource.text("ciphertext"))));
	}

	private static <T> T required(String name, @Nullable T value) {
		if (value == null) {
			throw new MalformedJsonException(name, "is missing");
		}
		return value;
	}

	private static byte[] nonce(String text) {
		byte[] nonce = text.getBytes(StandardCharsets.UTF_8);
		if (nonce.length != AesGcm.NONCE_BYTES) {
			throw new MalformedJsonException("nonce", "is not 12 bytes");
		}
		return nonce;
	}

	private static byte[] ciphertext(String text) {
		try {
			byte[] ciphertext = Base64.getDecoder().decode(text);
			if (ciphertext.length >= AesGcm.TAG_BYTES) {
				return ciphertext;
			}
		}
		catch (IllegalArgumentException ex) {
			// told below
		}
		throw new MalformedJsonException("ciphertext", "is not the Base64 of at least 16 bytes");
	}

}
