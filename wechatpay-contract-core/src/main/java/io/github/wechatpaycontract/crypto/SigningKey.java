package io.github.wechatpaycontract.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/**
 * A private key that signs with {@code SHA256withRSA}, on any number of threads.
 */
public final class SigningKey {

	private final PrivateKey key;

	private final CryptoEngine engine;

	private final Spare<Signature> signature = new Spare<>(this::started);

	SigningKey(PrivateKey key, CryptoEngine engine) {
		this.key = key;
		this.engine = engine;
	}

	/**
	 * Signs a message.
	 * @param message the message
	 * @return the signature, as long as the key's modulus
	 * @throws IllegalArgumentException if the key cannot sign
	 */
	public byte[] sign(byte[] message) {
		try {
			return this.signature.use((signature) -> {
				signature.update(message);
				return signature.sign();
			});
		}
		catch (GeneralSecurityException ex) {
			throw unusable(ex);
		}
	}

	/** Takes no arithmetic, which is what takes long. */
	SigningKey requireUsable() {
		try {
			started();
			return this;
		}
		catch (GeneralSecurityException ex) {
			throw unusable(ex);
		}
	}

	private Signature started() throws GeneralSecurityException {
		Signature signature = this.engine.signature();
		signature.initSign(this.key);
		return signature;
	}

	private static IllegalArgumentException unusable(GeneralSecurityException ex) {
		return new IllegalArgumentException("The private key cannot sign with SHA256withRSA", ex);
	}

}
