package io.github.wechatpaycontract.crypto;

import java.security.interfaces.RSAPublicKey;

/**
 * Reads WeChat Pay's public key, {@code pub_key.pem}.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012153196">WeChat Pay: the
 * public key</a>
 */
public final class PublicKeys {

	private PublicKeys() {
	}

	/**
	 * Reads an RSA public key: SubjectPublicKeyInfo as PEM, bare Base64 or DER.
	 * @param file the bytes of the file
	 * @return the key
	 * @throws IllegalArgumentException if it is anything else or weak; the message says
	 * what was found instead
	 */
	public static RSAPublicKey read(byte[] file) {
		RSAPublicKey usual = UsualKeys.publicKey(file);
		return (usual != null) ? usual : PublicKeyReader.read(file);
	}

}
