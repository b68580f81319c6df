package io.github.wechatpaycontract.merchant;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes under a signature: lines, then the body, each ended by one line feed.
 */
final class SignedMessage {

	private SignedMessage() {
	}

	static byte[] of(List<String> lines, byte[] body) {
		byte[] head = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
		byte[] message = new byte[head.length + body.length + 1];
		System.arraycopy(head, 0, message, 0, head.length);
		System.arraycopy(body, 0, message, head.length, body.length);
		message[message.length - 1] = '\n';
		return message;
	}

}
