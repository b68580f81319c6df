package io.github.wechatpaycontract.notification;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A notification as it came over the wire: what its signature stands on, and the bytes it
 * covers. Kept where a notification has to be looked at again, so that even then nothing
 * is believed but the signature. {@code toString} shows none of it.
 *
 * @param timestamp the {@code Wechatpay-Timestamp}
 * @param nonce the {@code Wechatpay-Nonce}
 * @param serial the {@code Wechatpay-Serial}
 * @param signature the {@code Wechatpay-Signature}
 * @param body the body, its resource still encrypted
 */
public record NotificationMessage(@Nullable String timestamp, @Nullable String nonce, @Nullable String serial,
		@Nullable String signature, byte[] body) {

	static NotificationMessage of(Function<String, List<String>> headers, byte[] body) {
		return new NotificationMessage(first(headers, "Wechatpay-Timestamp"), first(headers, "Wechatpay-Nonce"),
				first(headers, "Wechatpay-Serial"), first(headers, "Wechatpay-Signature"), body);
	}

	private static @Nullable String first(Function<String, List<String>> headers, String name) {
		return headers.apply(name).stream().findFirst().map(String::strip).orElse(null);
	}

	/** The header of the type is left out: there is only one. */
	List<String> header(String name) {
		String value = switch (name) {
			case "Wechatpay-Timestamp" -> this.timestamp;
			case "Wechatpay-Nonce" -> this.nonce;
			case "Wechatpay-Serial" -> this.serial;
			case "Wechatpay-Signature" -> this.signature;
			default -> null;
		};
		return (value != null) ? List.of(value) : Collections.emptyList();
	}

	@Override
	public String toString() {
		return "NotificationMessage[" + this.body.length + " bytes]";
	}

}
