package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;

/**
 * A notification ready to be sent, or to be handed to a verifier.
 *
 * @param headers every header field in order
 * @param body the bytes of the envelope
 */
public record SignedNotification(HeaderFields headers, byte[] body) {

	/**
	 * The body as text.
	 * @return the body, decoded as UTF-8
	 */
	public String bodyText() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * Replaces a header field.
	 * @param name the field
	 * @param values its values; none drops it, two repeat it
	 * @return a changed copy
	 */
	public SignedNotification withHeader(String name, String... values) {
		return new SignedNotification(this.headers.with(name, values), this.body);
	}

	/**
	 * Replaces the body and leaves the signature as it is.
	 * @param body the bytes
	 * @return a changed copy
	 */
	public SignedNotification withBody(byte[] body) {
		return new SignedNotification(this.headers, body);
	}

	@Override
	public String toString() {
		return "SignedNotification[%d headers, %d bytes]".formatted(this.headers.entries().size(), this.body.length);
	}

}
