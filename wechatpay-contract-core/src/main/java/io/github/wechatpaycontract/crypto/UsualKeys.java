package io.github.wechatpaycontract.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads keys in the form in which the merchant console gives them out, which the JDK
 * knows. Everything else, and whatever is wrong, is left to Bouncy Castle, which takes
 * longer to load than the rest of this library.
 */
final class UsualKeys {

	private UsualKeys() {
	}

	/**
	 * Reads a private key.
	 * @return the key, {@code null} if the file is not one PEM block of PKCS#8
	 * @throws IllegalArgumentException if the key is weak
	 */
	static @Nullable RSAPrivateKey privateKey(byte[] file) {
		try {
			byte[] der = only("PRIVATE KEY", file);
			return (der != null && rsa().generatePrivate(new PKCS8EncodedKeySpec(der)) instanceof RSAPrivateKey key)
					? strong(key) : null;
		}
		catch (GeneralSecurityException ex) {
			return null;
		}
	}

	/**
	 * Reads a public key.
	 * @return the key, {@code null} if the file is not one PEM block of
	 * SubjectPublicKeyInfo
	 * @throws IllegalArgumentException if the key is weak
	 */
	static @Nullable RSAPublicKey publicKey(byte[] file) {
		try {
			byte[] der = only("PUBLIC KEY", file);
			return (der != null && rsa().generatePublic(new X509EncodedKeySpec(der)) instanceof RSAPublicKey key)
					? strong(key) : null;
		}
		catch (GeneralSecurityException ex) {
			return null;
		}
	}

	private static byte @Nullable [] only(String label, byte[] file) {
		List<PemBlock> blocks = PemBlock.of(file);
		if (blocks.size() != 1 || !blocks.get(0).label().equals(label)) {
			return null;
		}
		try {
			return Base64.getDecoder().decode(blocks.get(0).base64());
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static KeyFactory rsa() throws GeneralSecurityException {
		return KeyFactory.getInstance("RSA");
	}

	private static <T extends RSAKey> T strong(T key) {
		Rsa.requireStrong(key);
		return key;
	}

}
