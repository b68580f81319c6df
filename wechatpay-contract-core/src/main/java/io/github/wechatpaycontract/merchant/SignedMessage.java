package io.github.wechatpaycontract.merchant;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes under a signature: lines, each already ended by one line feed, then the body,
 * which gets one here.
 */
final class SignedMessage {

	private SignedMessage() {
	}

	static byte[] of(String lines, byte[] body) {
		byte[] head = lines.getBytes(StandardCharsets.UTF_8);
		byte[] message = Arrays.copyOf(head, head.length + body.length + 1);
		System.arraycopy(body, 0, message, head.length, body.length);
		message[message.length - 1] = '\n';
		return message;
	}

}
