package io.github.wechatpaycontract.crypto;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/**
 * A public key that verifies {@code SHA256withRSA}, on any number of threads.
 */
public final class VerifyingKey {

	private final PublicKey key;

	private final int signatureBytes;

	private final CryptoEngine engine;

	private final Spare<Signature> signature = new Spare<>(this::started);

	VerifyingKey(PublicKey key, int signatureBytes, CryptoEngine engine) {
		this.key = key;
		this.signatureBytes = signatureBytes;
		this.engine = engine;
	}

	private Signature started() throws GeneralSecurityException {
		Signature signature = this.engine.signature();
		signature.initVerify(this.key);
		return signature;
	}

	/**
	 * Verifies a signature. A signature of the wrong length is a wrong signature.
	 * @param signed the signature
	 * @param message the message, or its first part
	 * @param rest the parts that follow
	 * @return whether the signature was made over the message with the key's private half
	 * @throws IllegalArgumentException if the key cannot verify
	 */
	public boolean verify(byte[] signed, byte[] message, byte[]... rest) {
		if (signed.length != this.signatureBytes) {
			return false;
		}
		try {
			return this.signature.use((signature) -> {
				signature.update(message);
				for (byte[] part : rest) {
					signature.update(part);
				}
				return signature.verify(signed);
			});
		}
		catch (SignatureException ex) {
			return false;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The public key cannot verify SHA256withRSA", ex);
		}
	}

	/**
	 * Returns the length of every signature.
	 * @return the length in bytes, 256 for a key of 2048 bits
	 */
	public int signatureBytes() {
		return this.signatureBytes;
	}

}
