package io.github.wechatpaycontract.crypto;

import java.security.interfaces.RSAPrivateKey;

import org.jspecify.annotations.Nullable;

/**
 * Reads the merchant's private key, {@code apiclient_key.pem}.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4013053290">WeChat Pay: loading
 * the private key</a>
 */
public final class PrivateKeys {

	private PrivateKeys() {
	}

	/**
	 * Reads an RSA private key: PKCS#8 or PKCS#1, plain or encrypted, as PEM, bare Base64
	 * or DER.
	 * @param file the bytes of the file
	 * @param passphrase the passphrase of an encrypted key, else {@code null}
	 * @return the key
	 * @throws IllegalArgumentException if there is no RSA key of at least 2048 bits in
	 * it, or more than one; the message says what was found instead
	 */
	public static RSAPrivateKey read(byte[] file, char @Nullable [] passphrase) {
		RSAPrivateKey usual = UsualKeys.privateKey(file);
		return (usual != null) ? usual : PrivateKeyReader.read(file, passphrase);
	}

}
