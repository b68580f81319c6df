package io.github.wechatpaycontract.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Objects;

import io.github.wechatpaycontract.crypto.AesGcm;
import io.github.wechatpaycontract.crypto.Certificates;
import io.github.wechatpaycontract.json.JsonObject;
import io.github.wechatpaycontract.json.MalformedJsonException;
import io.github.wechatpaycontract.merchant.Merchant;

/**
 * One entry of the list of platform certificates, still encrypted.
 *
 * @param nonce the nonce
 * @param associatedData the associated data, may be empty
 * @param ciphertext ciphertext and tag
 */
record CertificateEntry(byte[] nonce, byte[] associatedData, byte[] ciphertext) {

	private static final int LONGEST_TEXT = 32 * 1024;

	/**
	 * Reads an entry.
	 * @throws MalformedJsonException if it is not one, or encrypted in another way
	 */
	static CertificateEntry read(JsonObject entry) {
		JsonObject sealed = entry.object("encrypt_certificate");
		if (sealed == null) {
			throw new MalformedJsonException("encrypt_certificate", "is missing");
		}
		if (!AesGcm.ALGORITHM.equals(sealed.text("algorithm"))) {
			throw new MalformedJsonException("algorithm", "is not " + AesGcm.ALGORITHM);
		}
		try {
			return new CertificateEntry(bytes(sealed.requiredText("nonce", AesGcm.NONCE_BYTES)),
					bytes(Objects.requireNonNullElse(sealed.text("associated_data"), "")),
					Base64.getDecoder().decode(sealed.requiredText("ciphertext", LONGEST_TEXT)));
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedJsonException("ciphertext", "is not Base64");
		}
	}

	/**
	 * Opens the entry, which proves that somebody who knows the APIv3 key made it.
	 * @throws GeneralSecurityException if nobody did
	 * @throws IllegalArgumentException if there is no certificate inside
	 */
	X509Certificate open(Merchant merchant) throws GeneralSecurityException {
		return Certificates.read(merchant.open(this.nonce, this.associatedData, this.ciphertext));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
