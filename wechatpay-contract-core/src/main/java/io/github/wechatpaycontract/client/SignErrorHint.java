package io.github.wechatpaycontract.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code SIGN_ERROR} tells of the message WeChat Pay built, and says which of
 * the two usual reasons it is: something changed on the way, or the wrong key.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012365347">WeChat Pay:
 * questions about SIGN_ERROR</a>
 */
final class SignErrorHint {

	private static final List<String> LINES = List.of("method", "URL", "timestamp", "nonce", "body");

	private SignErrorHint() {
	}

	/** Compares with what was sent unmasked, and tells none of it. */
	static Optional<String> of(@Nullable Object tree, byte[] signed) {
		if (!(tree instanceof Map<?, ?> detail) || !(detail.get("sign_information") instanceof Map<?, ?> seen)) {
			return Optional.empty();
		}
		String difference = (seen.get("truncated_sign_message") instanceof String head)
				? difference(head, new String(signed, StandardCharsets.UTF_8)) : null;
		String place = (difference != null && !difference.isEmpty()) ? " (first difference: " + difference + ")" : "";
		if (seen.get("sign_message_length") instanceof Long length && length != signed.length) {
			return Optional
				.of("WeChat Pay saw a message of %d bytes where %d were signed: body or URL changed on the way%s"
					.formatted(length, signed.length, place));
		}
		if (!place.isEmpty()) {
			return Optional.of("WeChat Pay saw another message than was signed: it changed on the way" + place);
		}
		boolean same = difference != null && seen.get("sign_message_length") instanceof Long;
		return same ? Optional.of("WeChat Pay saw the message that was signed: the private key or the certificate"
				+ " serial number is not the one of this merchant") : Optional.empty();
	}

	/** The line in which the head of their message leaves ours, empty if it does not. */
	private static String difference(String theirs, String ours) {
		for (int i = 0, line = 0; i < theirs.length(); i++) {
			if (i >= ours.length() || theirs.charAt(i) != ours.charAt(i)) {
				return LINES.get(Math.min(line, LINES.size() - 1));
			}
			line += (theirs.charAt(i) == '\n') ? 1 : 0;
		}
		return "";
	}

}
