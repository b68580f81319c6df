package io.github.wechatpaycontract.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;

import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * What RSA does besides signatures: OAEP with SHA-1 for sensitive fields, and what makes
 * a key sound. Every operation has a {@link Cipher} of its own, so all of them may run on
 * any number of threads.
 *
 * @see CryptoEngine
 */
public final class Rsa {

	/**
	 * The smallest key accepted, in bits.
	 */
	public static final int MIN_KEY_BITS = 2048;

	private static final OAEPParameterSpec OAEP_SHA1 = new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1,
			PSource.PSpecified.DEFAULT);

	private Rsa() {
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
	 * Checks that the numbers of a private key belong together, as RFC 8017 section 3.2
	 * says: what such a key signs, its public half verifies. That its primes are prime is
	 * not checked. Takes far less time than to sign.
	 * @param key the private key
	 * @return {@code false} if the key is damaged
	 */
	public static boolean isConsistent(RSAPrivateCrtKey key) {
		BigInteger e = key.getPublicExponent();
		BigInteger p = key.getPrimeP();
		BigInteger q = key.getPrimeQ();
		return e.compareTo(BigInteger.ONE) > 0 && e.compareTo(key.getModulus()) < 0 && p.compareTo(BigInteger.ONE) > 0
				&& q.compareTo(BigInteger.ONE) > 0 && p.multiply(q).equals(key.getModulus())
				&& isExponent(key.getPrimeExponentP(), p, key) && isExponent(key.getPrimeExponentQ(), q, key)
				&& isInverse(key.getCrtCoefficient(), q, p);
	}

	private static boolean isExponent(BigInteger exponent, BigInteger prime, RSAPrivateCrtKey key) {
		BigInteger order = prime.subtract(BigInteger.ONE);
		return isInverse(exponent, key.getPublicExponent(), order)
				&& isInverse(key.getPrivateExponent(), key.getPublicExponent(), order);
	}

	private static boolean isInverse(BigInteger one, BigInteger other, BigInteger modulus) {
		return one.multiply(other).mod(modulus).equals(BigInteger.ONE);
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
