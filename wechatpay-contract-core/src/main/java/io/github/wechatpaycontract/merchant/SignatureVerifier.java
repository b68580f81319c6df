package io.github.wechatpaycontract.merchant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.github.wechatpaycontract.SignatureFailure;
import io.github.wechatpaycontract.crypto.VerifyingKey;
import io.github.wechatpaycontract.text.AsciiText;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the signature of answers and notifications alike: headers, time, key, RSA, in
 * this order. A total function: whatever comes in, a verdict comes out.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4013053249">WeChat Pay:
 * verifying with the public key</a>
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4013053420">WeChat Pay:
 * verifying with a platform certificate</a>
 */
public final class SignatureVerifier {

	/**
	 * The only signature scheme supported.
	 */
	public static final String SCHEME = "WECHATPAY2-SHA256-RSA2048";

	/**
	 * The headers of a signature; the last one may be absent.
	 */
	public static final List<String> HEADERS = List.of("Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial",
			"Wechatpay-Signature", "Wechatpay-Signature-Type");

	private static final String TIMESTAMP_NAME = "Wechatpay-Timestamp";

	private static final String SERIAL_NAME = "Wechatpay-Serial";

	private static final String PROBE_PREFIX = "WECHATPAY/SIGNTEST/";

	private static final AsciiText TIMESTAMP = AsciiText.of(AsciiText.DIGITS, 1, 12);

	private static final AsciiText NONCE = AsciiText.visibleExcept(",", 1, 128);

	private static final AsciiText SERIAL = AsciiText.of(AsciiText.ALPHANUMERIC + "_:", 1, 64);

	private final PlatformKeys platformKeys;

	private final Clock clock;

	private final Duration clockSkew;

	private volatile @Nullable Duration provenSkew;

	/**
	 * Creates a verifier.
	 * @param platformKeys the keys WeChat Pay may sign with
	 * @param clock this host's clock
	 * @param clockSkew the largest difference accepted between a message's time and this
	 * host's, in both directions
	 */
	public SignatureVerifier(PlatformKeys platformKeys, Clock clock, Duration clockSkew) {
		this.platformKeys = platformKeys;
		this.clock = clock;
		this.clockSkew = clockSkew;
	}

	/**
	 * Verifies a message.
	 * @param headers gives all values of a header, by its name in any case; an empty list
	 * for none
	 * @param body the bytes as received
	 * @return what is wrong, empty when the message is proven to come from WeChat Pay
	 */
	public Optional<SignatureFailure> verify(Function<String, List<String>> headers, byte[] body) {
		return Optional.ofNullable(failure(headers, body));
	}

	/**
	 * Returns how far this host's clock was ahead of the last message that was proven.
	 * @return the difference to the second, empty before the first such message
	 */
	public Optional<Duration> provenSkew() {
		return Optional.ofNullable(this.provenSkew);
	}

	/**
	 * Says why a message was refused, with what helps to find the reason and is safe to
	 * show: both clocks, or the unknown serial.
	 * @param failure what {@link #verify} found
	 * @param headers the headers it found it with
	 * @return the failure in words
	 */
	public String describe(SignatureFailure failure, Function<String, List<String>> headers) {
		return switch (failure) {
			case STALE -> "%s (sent at %s, it is %s here)".formatted(failure.description(),
					Instant.ofEpochSecond(Long.parseLong(SignatureHeader.of(headers, TIMESTAMP_NAME).value())),
					this.clock.instant().truncatedTo(ChronoUnit.SECONDS));
			case UNKNOWN_SERIAL ->
				"%s '%s'".formatted(failure.description(), SignatureHeader.of(headers, SERIAL_NAME).value());
			default -> failure.description();
		};
	}

	private @Nullable SignatureFailure failure(Function<String, List<String>> headers, byte[] body) {
		SignatureHeader timestamp = SignatureHeader.of(headers, TIMESTAMP_NAME);
		SignatureHeader nonce = SignatureHeader.of(headers, "Wechatpay-Nonce");
		SignatureHeader serial = SignatureHeader.of(headers, SERIAL_NAME);
		SignatureHeader signature = SignatureHeader.of(headers, "Wechatpay-Signature");
		for (SignatureHeader header : List.of(timestamp, nonce, serial, signature)) {
			if (header.failure() != null) {
				return header.failure();
			}
		}
		if (!isSupported(headers.apply("Wechatpay-Signature-Type"))) {
			return SignatureFailure.TYPE_UNSUPPORTED;
		}
		if (!TIMESTAMP.test(timestamp.value()) || !NONCE.test(nonce.value()) || !SERIAL.test(serial.value())) {
			return SignatureFailure.HEADER_MALFORMED;
		}
		Instant now = this.clock.instant();
		long age = now.getEpochSecond() - Long.parseLong(timestamp.value());
		if (Math.abs(age) > this.clockSkew.toSeconds()) {
			return SignatureFailure.STALE;
		}
		Optional<VerifyingKey> key = this.platformKeys.find(serial.value(), now);
		if (key.isEmpty()) {
			return SignatureFailure.UNKNOWN_SERIAL;
		}
		SignedMessage message = SignedMessage.of(timestamp.value() + '\n' + nonce.value() + '\n', body);
		if (isSigned(key.get(), message, signature.value())) {
			this.provenSkew = Duration.ofSeconds(age);
			return null;
		}
		return signature.value().startsWith(PROBE_PREFIX) ? SignatureFailure.PROBE : SignatureFailure.MISMATCH;
	}

	/** This header came later than the others; older messages do without it. */
	private static boolean isSupported(List<String> types) {
		return types.isEmpty() || (types.size() == 1 && SCHEME.equals(SignatureHeader.trimmed(types.get(0))));
	}

	private static boolean isSigned(VerifyingKey key, SignedMessage message, String signature) {
		if (signature.length() != (key.signatureBytes() + 2) / 3 * 4) {
			return false;
		}
		try {
			byte[] decoded = Base64.getDecoder().decode(signature);
			return hasNoSpareBits(signature, decoded) && message.isSignedWith(key, decoded);
		}
		catch (IllegalArgumentException notBase64) {
			return false;
		}
	}

	/**
	 * A decoder drops what fills up the last character; a signature has only one text.
	 */
	private static boolean hasNoSpareBits(String base64, byte[] decoded) {
		byte[] last = Arrays.copyOfRange(decoded, decoded.length - decoded.length % 3, decoded.length);
		return base64.endsWith(Base64.getEncoder().encodeToString(last));
	}

}
