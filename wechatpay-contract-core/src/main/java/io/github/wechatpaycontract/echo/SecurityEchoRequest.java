package io.github.wechatpaycontract.echo;

import org.jspecify.annotations.Nullable;

/**
 * What a self-test sends.
 *
 * @param message comes back as it is
 * @param secret comes back encrypted both ways; {@code null} to leave encryption out
 * @param notifyUrl is called back with an event {@code SECURITY_ECHO.SUCCESS};
 * {@code null} for no callback
 */
public record SecurityEchoRequest(String message, @Nullable String secret, @Nullable String notifyUrl) {

	/**
	 * Creates a self-test of signatures only.
	 * @param message comes back as it is
	 * @return the request
	 */
	public static SecurityEchoRequest of(String message) {
		return new SecurityEchoRequest(message, null, null);
	}

	/**
	 * Returns this self-test with encryption.
	 * @param secret at most 214 bytes of UTF-8 for a key of 2048 bits
	 * @return the request
	 */
	public SecurityEchoRequest withSecret(String secret) {
		return new SecurityEchoRequest(this.message, secret, this.notifyUrl);
	}

	/**
	 * Returns this self-test with a callback.
	 * @param notifyUrl where the notification endpoint is reachable
	 * @return the request
	 */
	public SecurityEchoRequest withNotifyUrl(String notifyUrl) {
		return new SecurityEchoRequest(this.message, this.secret, notifyUrl);
	}

	@Override
	public String toString() {
		return "SecurityEchoRequest[notifyUrl=%s]".formatted(this.notifyUrl);
	}

}
