package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;

import javax.crypto.Cipher;

/**
 * A key that the service signs with: that of the public key or of a platform certificate.
 *
 * @param serial what {@code Wechatpay-Serial} says of it
 * @param pair both halves
 */
record PlatformKey(String serial, KeyPair pair) {

	/**
	 * Signs three lines, each ended by a line feed.
	 */
	String sign(long timestamp, String nonce, byte[] body) {
		try {
			Signature signature = Signature.getInstance(Account.SIGNATURE);
			signature.initSign(this.pair.getPrivate());
			signature.update((timestamp + "\n" + nonce + "\n").getBytes(StandardCharsets.US_ASCII));
			signature.update(body);
			signature.update((byte) '\n');
			return Base64.getEncoder().encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The platform key cannot sign", ex);
		}
	}

	/**
	 * Opens what was encrypted with the public half.
	 * @throws GeneralSecurityException if it was not
	 * @throws IllegalArgumentException if it is not Base64
	 */
	byte[] decrypt(String base64) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance(Account.OAEP);
		cipher.init(Cipher.DECRYPT_MODE, this.pair.getPrivate());
		return cipher.doFinal(Base64.getDecoder().decode(base64));
	}

	@Override
	public String toString() {
		return "PlatformKey[" + this.serial + "]";
	}

}
