package io.github.wechatpaycontract.echo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.wechatpaycontract.InvalidFieldException;
import io.github.wechatpaycontract.sign.NotifyUrl;
import io.github.wechatpaycontract.text.FieldRules;
import io.github.wechatpaycontract.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What a self-test sends: {@code POST /v3/security/echo}. Texts hold no control character
 * and no character beyond the Basic Multilingual Plane, so hardly any emoji.
 *
 * @param message {@code echo_message}: comes back as it is
 * @param secret {@code encrypted_echo_message}: comes back encrypted both ways, at most
 * 214 bytes of UTF-8, what a key of 2048 bits encrypts; {@code null} to leave encryption
 * out
 * @param notifyUrl {@code notify_url}: is called back with an event
 * {@code SECURITY_ECHO.SUCCESS}, at most 256 ASCII characters, with a path and without
 * user, query and fragment; when it is sent, it must also be {@code https} to a public
 * host, unless calls go to a simulator on this host; {@code null} for no callback
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4014551946">WeChat Pay: the
 * self-test</a>
 */
public record SecurityEchoRequest(String message, @Nullable String secret, @Nullable String notifyUrl) {

	private static final int MAX_SECRET_BYTES = 214;

	/**
	 * Checks the request.
	 * @throws InvalidFieldException if a value is missing or not of its form
	 */
	public SecurityEchoRequest {
		FieldRules.check("message", isPlain(FieldRules.required("message", message)),
				"must be a text " + PlainText.CHARACTERS);
		FieldRules.check("secret", secret == null || (isPlain(secret) && isShort(secret)),
				"must be 1 to " + MAX_SECRET_BYTES + " bytes of UTF-8, " + PlainText.CHARACTERS);
		NotifyUrl.checkForm(notifyUrl);
	}

	private static boolean isPlain(String text) {
		return PlainText.fits(text, Integer.MAX_VALUE);
	}

	private static boolean isShort(String secret) {
		return secret.getBytes(StandardCharsets.UTF_8).length <= MAX_SECRET_BYTES;
	}

	/**
	 * Creates a self-test of signatures only.
	 * @param message comes back as it is
	 * @return the request
	 * @throws InvalidFieldException if the message is missing or not of its form
	 */
	public static SecurityEchoRequest of(String message) {
		return new SecurityEchoRequest(message, null, null);
	}

	/**
	 * Returns this self-test with encryption.
	 * @param secret at most 214 bytes of UTF-8
	 * @return the request
	 * @throws InvalidFieldException if the secret is not of its form
	 */
	public SecurityEchoRequest withSecret(String secret) {
		return new SecurityEchoRequest(this.message, secret, this.notifyUrl);
	}

	/**
	 * Returns this self-test with a callback.
	 * @param notifyUrl where the notification endpoint is reachable, at most 256 ASCII
	 * characters, with a path and without user, query and fragment
	 * @return the request
	 * @throws InvalidFieldException if the notify URL is not of its form
	 */
	public SecurityEchoRequest withNotifyUrl(String notifyUrl) {
		return new SecurityEchoRequest(this.message, this.secret, notifyUrl);
	}

	List<String> confidential() {
		return Stream.of(this.message, this.secret).filter(Objects::nonNull).toList();
	}

	@Override
	public String toString() {
		return "SecurityEchoRequest[notifyUrl=%s]".formatted(this.notifyUrl);
	}

}
