package io.github.wechatpaycontract.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A key of {@code AEAD_AES_256_GCM}, the encryption of notifications and platform
 * certificates. It opens on any number of threads.
 */
public final class AesGcm {

	/**
	 * The name of the algorithm on the wire.
	 */
	public static final String ALGORITHM = "AEAD_AES_256_GCM";

	/**
	 * The length of the nonce in bytes.
	 */
	public static final int NONCE_BYTES = 12;

	/**
	 * The length of the authentication tag at the end of the ciphertext in bytes.
	 */
	public static final int TAG_BYTES = 16;

	private final SecretKey key;

	private final Spare<Cipher> cipher;

	/**
	 * Creates the decryption with a key.
	 * @param engine what decrypts
	 * @param key a key of 32 bytes
	 */
	public AesGcm(CryptoEngine engine, SecretKey key) {
		this.key = key;
		this.cipher = new Spare<>(engine::aesGcm);
	}

	/**
	 * Opens a ciphertext.
	 * @param nonce 12 bytes
	 * @param associatedData the associated data, may be empty
	 * @param ciphertext ciphertext and tag
	 * @return the plaintext, authentic
	 * @throws GeneralSecurityException if key, nonce, associated data or ciphertext do
	 * not belong together
	 */
	public byte[] open(byte[] nonce, byte[] associatedData, byte[] ciphertext) throws GeneralSecurityException {
		if (nonce.length != NONCE_BYTES || ciphertext.length < TAG_BYTES) {
			throw new InvalidAlgorithmParameterException("The nonce must be 12 bytes and the ciphertext at least 16");
		}
		return this.cipher.use((cipher) -> {
			cipher.init(Cipher.DECRYPT_MODE, this.key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
			cipher.updateAAD(associatedData);
			return cipher.doFinal(ciphertext);
		});
	}

}
