package io.github.wechatpaycontract.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The TLS of a server on this host, for an hour, with keys that never leave memory and a
 * certificate that nobody trusts unless told to.
 *
 * @param server what the server speaks
 * @param authority who issued its certificate
 */
public record LoopbackTls(SSLContext server, X509Certificate authority) {

	/**
	 * The address that the certificate is for.
	 */
	public static final String ADDRESS = "127.0.0.1";

	private static final X500Name AUTHORITY = new X500Name("CN=loopback authority");

	private static final X500Name SERVER = new X500Name("CN=loopback");

	private static final Duration VALIDITY = Duration.ofHours(1);

	/**
	 * Makes keys and certificates.
	 * @return a new server's
	 * @throws GeneralSecurityException if this JVM lacks what TLS usually has
	 * @throws IOException if a certificate cannot be encoded
	 */
	public static LoopbackTls create() throws GeneralSecurityException, IOException {
		KeyPair issuer = keys();
		KeyPair server = keys();
		X509Certificate authority = certificate(AUTHORITY, issuer, issuer, new BasicConstraints(true));
		X509Certificate certificate = certificate(SERVER, server, issuer, new BasicConstraints(false));
		return new LoopbackTls(context(server, certificate), authority);
	}

	private static KeyPair keys() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		return generator.generateKeyPair();
	}

	private static X509Certificate certificate(X500Name subject, KeyPair keys, KeyPair issuer,
			BasicConstraints constraints) throws GeneralSecurityException, IOException {
		Instant now = Instant.now();
		X509v3CertificateBuilder builder = new X509v3CertificateBuilder(AUTHORITY,
				BigInteger.valueOf(now.toEpochMilli()), Date.from(now.minus(VALIDITY)), Date.from(now.plus(VALIDITY)),
				subject, SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()))
			.addExtension(Extension.basicConstraints, true, constraints)
			.addExtension(Extension.subjectAlternativeName, false,
					new GeneralNames(new GeneralName(GeneralName.iPAddress, ADDRESS)));
		try {
			ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
			return Certificates.read(builder.build(signer).getEncoded());
		}
		catch (OperatorCreationException ex) {
			throw new GeneralSecurityException(ex);
		}
	}

	private static SSLContext context(KeyPair keys, X509Certificate certificate)
			throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("loopback", keys.getPrivate(), new char[0], new Certificate[] { certificate });
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(store, new char[0]);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return context;
	}

}
