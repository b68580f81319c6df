package io.github.wechatpaycontract.echo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import io.github.wechatpaycontract.client.ApiAnswer;
import io.github.wechatpaycontract.client.ApiRequest;
import io.github.wechatpaycontract.client.SignedExchange;
import io.github.wechatpaycontract.crypto.Rsa;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.sign.NotifyUrl;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The official self-test over a {@link SignedExchange}, without blocking.
 */
public final class ReactiveSecurityEcho {

	private static final String PATH = "/v3/security/echo";

	private final SignedExchange exchange;

	/**
	 * Creates the self-test.
	 * @param exchange what signs, sends and verifies
	 */
	public ReactiveSecurityEcho(SignedExchange exchange) {
		this.exchange = exchange;
	}

	/**
	 * Runs the self-test, like {@link SecurityEcho#echo}.
	 * @param request what to send
	 * @return completes when everything came back as it was sent, or one of the errors
	 * listed there
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4014551946">WeChat Pay: the
	 * self-test</a>
	 */
	public Mono<Void> echo(SecurityEchoRequest request) {
		return Mono.defer(() -> {
			checkNotifyUrl(request.notifyUrl());
			return keyTo(request);
		})
			.then(Mono.defer(() -> this.exchange
				.exchange(ApiRequest.post(PATH, body(request), request.confidential()).asRepeatable())))
			.doOnNext((answer) -> compare(request, answer))
			.then();
	}

	private void checkNotifyUrl(@Nullable String notifyUrl) {
		if (notifyUrl != null) {
			NotifyUrl.withAnyPath(notifyUrl, this.exchange.isLoopback());
		}
	}

	/** A secret is encrypted before the call that would download the key. */
	private Mono<Void> keyTo(SecurityEchoRequest request) {
		return (request.secret() == null || this.exchange.merchant().platformKeys().preferred().isPresent())
				? Mono.empty() : this.exchange.loadPlatformCertificates();
	}

	private Body body(SecurityEchoRequest request) {
		return new Body(request.message(), (request.secret() != null) ? encrypt(request.secret()) : null,
				request.notifyUrl());
	}

	private String encrypt(String secret) {
		try {
			PlatformKey key = this.exchange.merchant()
				.platformKeys()
				.preferred()
				.orElseThrow(() -> new IllegalStateException(
						"There is no platform key yet to encrypt the secret with; nothing was sent"));
			byte[] ciphertext = Rsa.encrypt(key.publicKey(), secret.getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder().encodeToString(ciphertext);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The secret could not be encrypted; nothing was sent", ex);
		}
	}

	private void compare(SecurityEchoRequest request, ApiAnswer answer) {
		answer.read((json) -> {
			answer.requireEcho("echo_message", request.message(), json.text("echo_message"));
			if (request.secret() != null) {
				answer.requireEcho("encrypted_echo_message", request.secret(),
						decrypted(json.text("encrypted_echo_message")));
			}
			return request;
		});
	}

	private @Nullable String decrypted(@Nullable String text) {
		try {
			return (text != null) ? new String(this.exchange.merchant().decrypt(Base64.getDecoder().decode(text)),
					StandardCharsets.UTF_8) : null;
		}
		catch (IllegalArgumentException | GeneralSecurityException ex) {
			return null;
		}
	}

	/**
	 * What goes out.
	 *
	 * @param echoMessage comes back
	 * @param encryptedEchoMessage comes back encrypted
	 * @param notifyUrl is called back
	 */
	private record Body(String echoMessage, @Nullable String encryptedEchoMessage, @Nullable String notifyUrl) {

	}

}
