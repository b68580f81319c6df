package io.github.wechatpaycontract.crypto;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * Reads public keys of every form with Bouncy Castle, and says what a file holds instead.
 */
final class PublicKeyReader {

	private PublicKeyReader() {
	}

	static RSAPublicKey read(byte[] file) {
		List<Object> blocks = PemObjects.of(file);
		if (blocks.size() > 1) {
			throw new IllegalArgumentException("More than one PEM block; leave only the public key");
		}
		if (blocks.isEmpty()) {
			return rsa(der(PemObjects.der(file)));
		}
		if (blocks.get(0) instanceof SubjectPublicKeyInfo info) {
			return rsa(info);
		}
		throw new IllegalArgumentException("Not a public key but " + Found.describe(blocks));
	}

	private static SubjectPublicKeyInfo der(byte[] der) {
		try {
			return SubjectPublicKeyInfo.getInstance(der);
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException("Not a public key but " + Found.describe(der));
		}
	}

	private static RSAPublicKey rsa(SubjectPublicKeyInfo info) {
		String algorithm = Found.algorithm(info.getAlgorithm());
		if (!algorithm.equals("RSA")) {
			throw new IllegalArgumentException("Not an RSA public key but a key for " + algorithm);
		}
		try {
			PublicKey key = new JcaPEMKeyConverter().getPublicKey(info);
			if (key instanceof RSAPublicKey rsa) {
				Rsa.requireStrong(rsa);
				return rsa;
			}
		}
		catch (PEMException ex) {
			// told below
		}
		throw new IllegalArgumentException("A damaged RSA public key");
	}

}
