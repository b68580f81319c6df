package io.github.wechatpaycontract.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.util.Collections;

import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/**
 * The merchant's private key and certificate from one file, {@code apiclient_cert.p12}.
 * No record, whose key every mapper would write.
 */
public final class Pkcs12 {

	private final RSAPrivateKey privateKey;

	private final X509Certificate certificate;

	private Pkcs12(RSAPrivateKey privateKey, X509Certificate certificate) {
		this.privateKey = privateKey;
		this.certificate = certificate;
	}

	/**
	 * Reads a PKCS#12 file.
	 * @param file the bytes of the file
	 * @param password its password; WeChat Pay sets the merchant number
	 * @return key and certificate
	 * @throws IllegalArgumentException if the password is wrong or the file does not hold
	 * exactly one RSA key of at least 2048 bits with its certificate
	 */
	public static Pkcs12 read(byte[] file, char[] password) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12", new BouncyCastleProvider());
			store.load(new ByteArrayInputStream(file), password);
			return only(store, password);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalArgumentException("Not a PKCS#12 file, or its password is wrong");
		}
	}

	private static Pkcs12 only(KeyStore store, char[] password) throws GeneralSecurityException {
		Pkcs12 only = null;
		for (String alias : Collections.list(store.aliases())) {
			Pkcs12 entry = store.isKeyEntry(alias) ? entry(store.getKey(alias, password), store.getCertificate(alias))
					: null;
			if (entry != null && only != null) {
				throw new IllegalArgumentException("A PKCS#12 file with more than one private key");
			}
			only = (entry != null) ? entry : only;
		}
		if (only == null) {
			throw new IllegalArgumentException("A PKCS#12 file without an RSA private key and its certificate");
		}
		return only;
	}

	private static @Nullable Pkcs12 entry(@Nullable Key key, @Nullable Certificate certificate) {
		if (key != null && certificate != null) {
			RSAPrivateKey rsa = PrivateKeys.read(key.getEncoded(), null);
			return new Pkcs12(rsa, Certificates.read(encoded(certificate)));
		}
		return null;
	}

	private static byte[] encoded(Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("A damaged certificate in the PKCS#12 file");
		}
	}

	/**
	 * Returns the private key.
	 * @return the key
	 */
	public RSAPrivateKey privateKey() {
		return this.privateKey;
	}

	/**
	 * Returns the certificate that belongs to the private key.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.certificate;
	}

	@Override
	public String toString() {
		return "Pkcs12[serialNumber=%s]".formatted(Certificates.serialNumber(this.certificate));
	}

}
