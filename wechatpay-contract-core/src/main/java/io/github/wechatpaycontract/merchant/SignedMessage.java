package io.github.wechatpaycontract.merchant;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.wechatpaycontract.crypto.VerifyingKey;

/**
 * What is under a signature: lines, each already ended by one line feed, then the body,
 * which gets one here.
 *
 * @param lines the lines
 * @param body the bytes of the body
 */
record SignedMessage(byte[] lines, byte[] body) {

	private static final byte[] LINE_FEED = { '\n' };

	static SignedMessage of(String lines, byte[] body) {
		return new SignedMessage(lines.getBytes(StandardCharsets.UTF_8), body);
	}

	boolean isSignedWith(VerifyingKey key, byte[] signature) {
		return key.verify(signature, this.lines, this.body, LINE_FEED);
	}

	byte[] bytes() {
		return ByteBuffer.allocate(this.lines.length + this.body.length + LINE_FEED.length)
			.put(this.lines)
			.put(this.body)
			.put(LINE_FEED)
			.array();
	}

}
