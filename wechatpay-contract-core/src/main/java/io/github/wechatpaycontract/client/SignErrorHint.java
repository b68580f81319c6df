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
		if (seen.get("sign_message_length") instanceof Long length && length != signed.length) {
			return Optional
				.of("WeChat Pay saw a message of %d bytes where %d were signed: body or URL changed on the way%s"
					.formatted(length, signed.length, differingLine(seen, signed)));
		}
		String difference = differingLine(seen, signed);
		if (!difference.isEmpty()) {
			return Optional.of("WeChat Pay saw another message than was signed" + difference);
		}
		return Optional
			.of("WeChat Pay saw the message that was signed: the private key or the certificate serial number"
					+ " is not the one of this merchant");
	}

	private static String differingLine(Map<?, ?> seen, byte[] signed) {
		if (!(seen.get("truncated_sign_message") instanceof String head)) {
			return "";
		}
		String[] theirs = head.split("\n", -1);
		String[] ours = new String(signed, StandardCharsets.UTF_8).split("\n", -1);
		for (int i = 0; i < Math.min(theirs.length, LINES.size() - 1); i++) {
			if (!theirs[i].equals(ours[i]) && i < theirs.length - 1) {
				return " (first difference: " + LINES.get(i) + ")";
			}
		}
		return "";
	}

}
