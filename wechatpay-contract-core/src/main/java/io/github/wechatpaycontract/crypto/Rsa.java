package io.github.wechatpaycontract.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;

import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * The RSA operations of APIv3: {@code SHA256withRSA} signatures and OAEP with SHA-1 for
 * sensitive fields. Every operation has a {@link Signature} or {@link Cipher} of its own,
 * so all of them may run on any number of threads.
 */
public final class Rsa {

	/**
	 * The smallest key accepted, in bits.
	 */
	public static final int MIN_KEY_BITS = 2048;

	private static final String SIGNATURE = "SHA256withRSA";

	private static final OAEPParameterSpec OAEP_SHA1 = new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1,
			PSource.PSpecified.DEFAULT);

	private Rsa() {
	}

	/**
	 * Signs a message.
	 * @param key the private key
	 * @param message the message
	 * @return the signature, as long as the key's modulus
	 * @throws IllegalArgumentException if the key cannot sign
	 */
	public static byte[] sign(PrivateKey key, byte[] message) {
		try {
			Signature signature = Signature.getInstance(SIGNATURE);
			signature.initSign(key);
			signature.update(message);
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The private key cannot sign with " + SIGNATURE, ex);
		}
	}

	/**
	 * Verifies a signature. A signature of the wrong length is a wrong signature.
	 * @param key the public key
	 * @param message the message
	 * @param signed the signature
	 * @return whether the signature was made over the message with the key's private half
	 * @throws IllegalArgumentException if the key cannot verify
	 */
	public static boolean verify(PublicKey key, byte[] message, byte[] signed) {
		try {
			Signature signature = Signature.getInstance(SIGNATURE);
			signature.initVerify(key);
			signature.update(message);
			return signature.verify(signed);
		}
		catch (SignatureException ex) {
			return false;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The public key cannot verify " + SIGNATURE, ex);
		}
	}

	/**
	 * Encrypts a sensitive field.
	 * @param key WeChat Pay's public key
	 * @param plaintext at most 214 bytes for a key of 2048 bits
	 * @return the ciphertext
	 * @throws GeneralSecurityException if the plaintext is too long
	 */
	public static byte[] encrypt(PublicKey key, byte[] plaintext) throws GeneralSecurityException {
		Cipher cipher = oaep();
		cipher.init(Cipher.ENCRYPT_MODE, key, OAEP_SHA1);
		return cipher.doFinal(plaintext);
	}

	/**
	 * Decrypts a sensitive field.
	 * @param key the merchant's private key
	 * @param ciphertext the ciphertext
	 * @return the plaintext
	 * @throws GeneralSecurityException if the ciphertext was made for another key
	 */
	public static byte[] decrypt(PrivateKey key, byte[] ciphertext) throws GeneralSecurityException {
		Cipher cipher = oaep();
		cipher.init(Cipher.DECRYPT_MODE, key, OAEP_SHA1);
		return cipher.doFinal(ciphertext);
	}

	/**
	 * Returns the public half of a private key.
	 * @param key the private key
	 * @return the public key
	 * @throws IllegalArgumentException if the private key's numbers make no key
	 */
	public static RSAPublicKey publicKey(RSAPrivateCrtKey key) {
		try {
			return (RSAPublicKey) KeyFactory.getInstance("RSA")
				.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("A damaged RSA private key", ex);
		}
	}

	/**
	 * Checks that a key is long enough and, if public, of a sound exponent.
	 * @param key the key
	 * @throws IllegalArgumentException if it is not
	 */
	public static void requireStrong(RSAKey key) {
		int bits = key.getModulus().bitLength();
		if (bits < MIN_KEY_BITS) {
			throw new IllegalArgumentException(
					"RSA key of %d bits, at least %d are needed".formatted(bits, MIN_KEY_BITS));
		}
		if (key instanceof RSAPublicKey rsa
				&& (rsa.getPublicExponent().bitLength() < 2 || !rsa.getPublicExponent().testBit(0))) {
			throw new IllegalArgumentException("RSA key with an exponent that is even or 1");
		}
	}

	private static Cipher oaep() throws GeneralSecurityException {
		return Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
	}

}
