package io.github.wechatpaycontract.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

import javax.crypto.Cipher;

/**
 * One merchant as WeChat Pay knows it: its public key, and the platform key that is used
 * towards it.
 */
final class Account {

	private static final String SIGNATURE = "SHA256withRSA";

	private static final String OAEP = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";

	private final SimulatedMerchant merchant;

	private final KeyPair key;

	private final PublicKey merchantKey;

	Account(SimulatedMerchant merchant) {
		this.merchant = merchant;
		this.key = PemKeys.readPrivateKey(merchant.platformPrivateKeyPem());
		this.merchantKey = PemKeys.readPrivateKey(merchant.privateKeyPem()).getPublic();
	}

	SimulatedMerchant merchant() {
		return this.merchant;
	}

	String mchid() {
		return this.merchant.mchid();
	}

	/**
	 * Signs three lines, each ended by a line feed, with the platform key.
	 */
	String sign(long timestamp, String nonce, byte[] body) {
		try {
			Signature signature = Signature.getInstance(SIGNATURE);
			signature.initSign(this.key.getPrivate());
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
	 * Verifies a request message against the merchant key; anything odd is a no.
	 */
	boolean isSignedByMerchant(byte[] message, String base64) {
		try {
			Signature signature = Signature.getInstance(SIGNATURE);
			signature.initVerify(this.merchantKey);
			signature.update(message);
			return signature.verify(Base64.getDecoder().decode(base64));
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Opens what was encrypted with the platform's public key.
	 * @throws GeneralSecurityException if it was not
	 * @throws IllegalArgumentException if it is not Base64
	 */
	byte[] decrypt(String base64) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance(OAEP);
		cipher.init(Cipher.DECRYPT_MODE, this.key.getPrivate());
		return cipher.doFinal(Base64.getDecoder().decode(base64));
	}

	/**
	 * Encrypts for the key of the merchant certificate.
	 */
	String encrypt(byte[] plaintext) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance(OAEP);
		cipher.init(Cipher.ENCRYPT_MODE, this.merchantKey);
		return Base64.getEncoder().encodeToString(cipher.doFinal(plaintext));
	}

}
