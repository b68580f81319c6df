package io.github.wechatpaycontract.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

import javax.crypto.Cipher;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs and verifies {@code SHA256withRSA}, and opens {@code AES-GCM}, with one provider.
 * Nothing is registered with the JVM. RSA keys are made the provider's own once, since a
 * foreign key object is translated at every use.
 */
public final class CryptoEngine {

	private static final Logger logger = LoggerFactory.getLogger(CryptoEngine.class);

	private static final String SIGNATURE = "SHA256withRSA";

	private static final String AES_GCM = "AES/GCM/NoPadding";

	private static final CryptoEngine JDK = new CryptoEngine(null);

	private final @Nullable Provider provider;

	private CryptoEngine(@Nullable Provider provider) {
		this.provider = provider;
	}

	/**
	 * Returns the engine on a provider.
	 * @param provider the provider
	 * @return the engine
	 * @throws IllegalStateException if the provider is not on the class path or does not
	 * work on this platform
	 */
	public static CryptoEngine of(CryptoProvider provider) {
		return switch (provider) {
			case AUTO -> Fastest.ENGINE;
			case JDK -> JDK;
			case CORRETTO -> new CryptoEngine(NativeProvider.CORRETTO.load());
			case CONSCRYPT -> new CryptoEngine(NativeProvider.CONSCRYPT.load());
		};
	}

	/**
	 * Returns which provider signs, and its version.
	 * @return the name, for people
	 */
	public String name() {
		try {
			Provider signing = signature().getProvider();
			return signing.getName() + " " + signing.getVersionStr();
		}
		catch (GeneralSecurityException ex) {
			return "none for " + SIGNATURE;
		}
	}

	/**
	 * Makes a private key the provider's own.
	 * @param key the key; one without an encoding is left to the JVM's providers
	 * @return the key that signs
	 * @throws IllegalArgumentException if the provider refuses the key
	 */
	public SigningKey signingKey(RSAPrivateKey key) {
		byte[] encoded = key.getEncoded();
		if (this.provider == null || encoded == null) {
			return new SigningKey(key, JDK).requireUsable();
		}
		try {
			PrivateKey own = KeyFactory.getInstance("RSA", this.provider)
				.generatePrivate(new PKCS8EncodedKeySpec(encoded));
			return new SigningKey(own, this).requireUsable();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The private key is not one that %s can use".formatted(name()), ex);
		}
	}

	/**
	 * Makes a public key the provider's own.
	 * @param key the key
	 * @return the key that verifies
	 * @throws IllegalArgumentException if the provider refuses the key
	 */
	public VerifyingKey verifyingKey(RSAPublicKey key) {
		int bytes = (key.getModulus().bitLength() + 7) / 8;
		if (this.provider == null) {
			return new VerifyingKey(key, bytes, this);
		}
		try {
			PublicKey own = KeyFactory.getInstance("RSA", this.provider)
				.generatePublic(new X509EncodedKeySpec(key.getEncoded()));
			return new VerifyingKey(own, bytes, this);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The public key is not one that %s can use".formatted(name()), ex);
		}
	}

	/**
	 * An object for one operation at a time; {@link Spare} keeps it until the next.
	 */
	Signature signature() throws NoSuchAlgorithmException {
		return (this.provider != null) ? Signature.getInstance(SIGNATURE, this.provider)
				: Signature.getInstance(SIGNATURE);
	}

	Cipher aesGcm() throws GeneralSecurityException {
		return Cipher.getInstance(AES_GCM, (this.provider != null) ? this.provider : OfJvm.AES_GCM_PROVIDER);
	}

	@Override
	public String toString() {
		return "CryptoEngine[" + name() + "]";
	}

	/**
	 * The JVM's first choice: to ask for it takes half as long as to decrypt.
	 */
	private static final class OfJvm {

		static final Provider AES_GCM_PROVIDER = find();

		private static Provider find() {
			try {
				return Cipher.getInstance(AES_GCM).getProvider();
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException("No provider of this JVM knows " + AES_GCM, ex);
			}
		}

	}

	/**
	 * Found out once for all, at the first use.
	 */
	private static final class Fastest {

		static final CryptoEngine ENGINE = find();

		private static CryptoEngine find() {
			for (NativeProvider candidate : NativeProvider.values()) {
				if (candidate.isOnClassPath()) {
					try {
						return new CryptoEngine(candidate.load());
					}
					catch (IllegalStateException ex) {
						logger.warn("{} is on the class path but does not work here; the next best is used",
								candidate.title(), ex);
					}
				}
			}
			return JDK;
		}

	}

}
