package io.github.wechatpaycontract.merchant;

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.crypto.Rsa;
import io.github.wechatpaycontract.text.AsciiText;

/**
 * A key WeChat Pay signs with: the WeChat Pay public key of the merchant or a platform
 * certificate.
 *
 * @param serial what {@code Wechatpay-Serial} says of it: the id of the public key or the
 * serial number of the certificate
 * @param publicKey the key that verifies
 * @param validUntil the end of the certificate, {@link Instant#MAX} for a public key
 */
public record PlatformKey(String serial, RSAPublicKey publicKey, Instant validUntil) {

	/**
	 * What the id of every WeChat Pay public key starts with.
	 */
	public static final String PUBLIC_KEY_ID_PREFIX = "PUB_KEY_ID_";

	private static final AsciiText SERIAL = AsciiText.of(AsciiText.ALPHANUMERIC + "_", 1, 64);

	/**
	 * Creates the key.
	 * @throws IllegalArgumentException if the id is of another form or the key is weak
	 */
	public PlatformKey {
		if (!SERIAL.test(serial)) {
			throw new IllegalArgumentException(
					"The id of a platform key is at most 64 letters, digits and underscores");
		}
		Rsa.requireStrong(publicKey);
	}

	/**
	 * Creates the key of the public-key mode.
	 * @param id the id shown in the merchant console, {@code PUB_KEY_ID_} and digits
	 * @param publicKey the public key
	 * @return the platform key
	 * @throws IllegalArgumentException if the id is of another form or the key is weak
	 */
	public static PlatformKey publicKey(String id, RSAPublicKey publicKey) {
		if (!id.startsWith(PUBLIC_KEY_ID_PREFIX) || id.length() == PUBLIC_KEY_ID_PREFIX.length()) {
			throw new IllegalArgumentException("The id of a WeChat Pay public key starts with " + PUBLIC_KEY_ID_PREFIX);
		}
		return new PlatformKey(id, publicKey, Instant.MAX);
	}

	/**
	 * Creates the key of a platform certificate.
	 * @param certificate the certificate
	 * @return the platform key
	 * @throws IllegalArgumentException if its key is weak or not RSA
	 */
	public static PlatformKey certificate(X509Certificate certificate) {
		if (certificate.getPublicKey() instanceof RSAPublicKey key) {
			return new PlatformKey(Certificates.serialNumber(certificate), key, certificate.getNotAfter().toInstant());
		}
		throw new IllegalArgumentException("A platform certificate whose key is not RSA");
	}

	/**
	 * Returns whether the key may no longer be used.
	 * @param now the time
	 * @return {@code true} after the end of the certificate
	 */
	public boolean isEnded(Instant now) {
		return now.isAfter(this.validUntil);
	}

}
