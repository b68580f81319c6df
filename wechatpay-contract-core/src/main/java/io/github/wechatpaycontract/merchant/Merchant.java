package io.github.wechatpaycontract.merchant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateKey;
import java.util.Base64;
import java.util.List;

import io.github.wechatpaycontract.crypto.AesGcm;
import io.github.wechatpaycontract.crypto.CryptoEngine;
import io.github.wechatpaycontract.crypto.Rsa;
import io.github.wechatpaycontract.crypto.SigningKey;

/**
 * Who calls WeChat Pay and whom that caller trusts: merchant number, private key and the
 * serial number of its certificate, WeChat Pay's keys and the APIv3 key.
 * <p>
 * A merchant that exists works: its keys were checked when it was built.
 */
public final class Merchant {

	private final String mchid;

	private final String certificateSerialNumber;

	private final RSAPrivateKey privateKey;

	private final SigningKey signingKey;

	private final PlatformKeys platformKeys;

	private final boolean platformCertificates;

	private final List<AesGcm> apiV3Keys;

	Merchant(String mchid, String certificateSerialNumber, RSAPrivateKey privateKey, SigningKey signingKey,
			PlatformKeys platformKeys, boolean platformCertificates, List<ApiV3Key> apiV3Keys,
			CryptoEngine cryptoEngine) {
		this.mchid = mchid;
		this.certificateSerialNumber = certificateSerialNumber;
		this.privateKey = privateKey;
		this.signingKey = signingKey;
		this.platformKeys = platformKeys;
		this.platformCertificates = platformCertificates;
		this.apiV3Keys = apiV3Keys.stream().map((key) -> key.with(cryptoEngine)).toList();
	}

	/**
	 * Starts to build a merchant.
	 * @param mchid the merchant number, 1 to 32 letters and digits
	 * @return a builder
	 * @throws IllegalArgumentException if it is anything else
	 */
	public static MerchantBuilder builder(String mchid) {
		return new MerchantBuilder(mchid);
	}

	/**
	 * Returns the merchant number.
	 * @return the merchant number
	 */
	public String mchid() {
		return this.mchid;
	}

	/**
	 * Returns the serial number of the merchant's API certificate.
	 * @return the serial number, as sent
	 */
	public String certificateSerialNumber() {
		return this.certificateSerialNumber;
	}

	/**
	 * Returns the keys WeChat Pay may sign with.
	 * @return the ring of keys
	 */
	public PlatformKeys platformKeys() {
		return this.platformKeys;
	}

	/**
	 * Returns whether WeChat Pay's platform certificates are to be downloaded into
	 * {@link #platformKeys()}.
	 * @return {@code true} unless the keys given are all there are
	 */
	public boolean hasPlatformCertificates() {
		return this.platformCertificates;
	}

	/**
	 * Signs a request. What is signed must go out unchanged, and soon.
	 * @param method the HTTP method in upper case
	 * @param pathAndQuery path and query as they go on the wire
	 * @param timestamp the time in seconds since the epoch
	 * @param nonce 32 random letters and digits, never used before
	 * @param body the body, empty for none
	 * @return the signature
	 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012365336">WeChat Pay:
	 * signing a request</a>
	 */
	public RequestSignature sign(String method, String pathAndQuery, long timestamp, String nonce, byte[] body) {
		byte[] message = SignedMessage.of(method + '\n' + pathAndQuery + '\n' + timestamp + '\n' + nonce + '\n', body)
			.bytes();
		return RequestSignature.of(this, timestamp, nonce, message, this.signingKey.sign(message));
	}

	/**
	 * Signs lines, each ended by a line feed, as the mini program's
	 * {@code wx.requestPayment} needs them.
	 * @param lines the lines
	 * @return the signature in Base64
	 */
	public String sign(List<String> lines) {
		byte[] message = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
		return Base64.getEncoder().encodeToString(this.signingKey.sign(message));
	}

	/**
	 * Opens a ciphertext with the APIv3 key, or with the previous one while the key is
	 * being changed.
	 * @param nonce 12 bytes
	 * @param associatedData the associated data, may be empty
	 * @param ciphertext ciphertext and tag
	 * @return the plaintext
	 * @throws GeneralSecurityException if none of the keys opens it
	 */
	public byte[] open(byte[] nonce, byte[] associatedData, byte[] ciphertext) throws GeneralSecurityException {
		GeneralSecurityException failure = null;
		for (AesGcm key : this.apiV3Keys) {
			try {
				return key.open(nonce, associatedData, ciphertext);
			}
			catch (GeneralSecurityException ex) {
				failure = ex;
			}
		}
		throw (failure != null) ? failure : new GeneralSecurityException("No APIv3 key");
	}

	/**
	 * Decrypts a sensitive field of an answer.
	 * @param ciphertext the ciphertext
	 * @return the plaintext
	 * @throws GeneralSecurityException if it was made for another merchant
	 */
	public byte[] decrypt(byte[] ciphertext) throws GeneralSecurityException {
		return Rsa.decrypt(this.privateKey, ciphertext);
	}

	@Override
	public String toString() {
		return "Merchant[mchid=%s, certificateSerialNumber=%s, platformKeys=%s]".formatted(this.mchid,
				this.certificateSerialNumber, this.platformKeys);
	}

}
