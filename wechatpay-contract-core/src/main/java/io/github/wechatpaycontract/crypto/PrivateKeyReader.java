package io.github.wechatpaycontract.crypto;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/**
 * Reads private keys of every form with Bouncy Castle, and says what a file holds
 * instead.
 */
final class PrivateKeyReader {

	private PrivateKeyReader() {
	}

	static RSAPrivateKey read(byte[] file, char @Nullable [] passphrase) {
		List<Object> blocks = PemObjects.of(file);
		List<PrivateKeyInfo> keys = new ArrayList<>();
		for (Object block : blocks) {
			PrivateKeyInfo key = privateKey(block, passphrase);
			if (key != null) {
				keys.add(key);
			}
		}
		if (keys.isEmpty() && blocks.isEmpty()) {
			keys.add(der(PemObjects.der(file), passphrase));
		}
		if (keys.size() != 1) {
			throw new IllegalArgumentException(keys.isEmpty() ? "Not a private key but " + Found.describe(blocks)
					: "More than one private key; leave only the merchant's");
		}
		return rsa(keys.get(0));
	}

	private static @Nullable PrivateKeyInfo privateKey(Object block, char @Nullable [] passphrase) {
		if (block instanceof PrivateKeyInfo key) {
			return key;
		}
		if (block instanceof PEMKeyPair pair) {
			return pair.getPrivateKeyInfo();
		}
		if (block instanceof PEMEncryptedKeyPair pair) {
			return decrypt(pair, required(passphrase));
		}
		if (block instanceof PKCS8EncryptedPrivateKeyInfo key) {
			return decrypt(key, required(passphrase));
		}
		return null;
	}

	private static char[] required(char @Nullable [] passphrase) {
		if (passphrase == null) {
			throw new IllegalArgumentException("An encrypted private key; its passphrase is needed");
		}
		return passphrase;
	}

	private static PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo key, char[] passphrase) {
		try {
			return key.decryptPrivateKeyInfo(
					new JceOpenSSLPKCS8DecryptorProviderBuilder().setProvider(new BouncyCastleProvider())
						.build(passphrase));
		}
		catch (OperatorCreationException | PKCSException | RuntimeException ex) {
			throw wrongPassphrase();
		}
	}

	private static PrivateKeyInfo decrypt(PEMEncryptedKeyPair pair, char[] passphrase) {
		try {
			return pair
				.decryptKeyPair(
						new JcePEMDecryptorProviderBuilder().setProvider(new BouncyCastleProvider()).build(passphrase))
				.getPrivateKeyInfo();
		}
		catch (IOException | RuntimeException ex) {
			throw wrongPassphrase();
		}
	}

	private static IllegalArgumentException wrongPassphrase() {
		return new IllegalArgumentException("An encrypted private key that the passphrase does not open");
	}

	private static PrivateKeyInfo der(byte[] der, char @Nullable [] passphrase) {
		try {
			return PrivateKeyInfo.getInstance(der);
		}
		catch (RuntimeException notPkcs8) {
			return pkcs1OrEncrypted(der, passphrase);
		}
	}

	private static PrivateKeyInfo pkcs1OrEncrypted(byte[] der, char @Nullable [] passphrase) {
		try {
			return new PrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption),
					org.bouncycastle.asn1.pkcs.RSAPrivateKey.getInstance(der));
		}
		catch (IOException | RuntimeException notPkcs1) {
			return decrypt(encrypted(der), required(passphrase));
		}
	}

	private static PKCS8EncryptedPrivateKeyInfo encrypted(byte[] der) {
		try {
			return new PKCS8EncryptedPrivateKeyInfo(EncryptedPrivateKeyInfo.getInstance(der));
		}
		catch (RuntimeException notEncrypted) {
			throw new IllegalArgumentException("Not a private key but " + Found.describe(der));
		}
	}

	private static RSAPrivateKey rsa(PrivateKeyInfo info) {
		String algorithm = Found.algorithm(info.getPrivateKeyAlgorithm());
		if (!algorithm.equals("RSA")) {
			throw new IllegalArgumentException("Not an RSA private key but a key for " + algorithm);
		}
		try {
			PrivateKey key = new JcaPEMKeyConverter().getPrivateKey(info);
			if (key instanceof RSAPrivateKey rsa) {
				Rsa.requireStrong(rsa);
				return rsa;
			}
		}
		catch (PEMException ex) {
			// told below
		}
		throw new IllegalArgumentException("A damaged RSA private key");
	}

}
