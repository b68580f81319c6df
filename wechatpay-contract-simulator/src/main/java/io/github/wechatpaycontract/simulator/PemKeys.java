package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * RSA keys and certificates from and to PEM text.
 */
final class PemKeys {

	private PemKeys() {
	}

	static KeyPair generate() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This JDK cannot make RSA keys", ex);
		}
	}

	static KeyPair readPrivateKey(String pem) {
		PrivateKey key = toPrivateKey(read(pem));
		if (!(key instanceof RSAPrivateCrtKey rsa)) {
			throw new IllegalArgumentException("Not an RSA private key with its public exponent");
		}
		try {
			PublicKey publicKey = KeyFactory.getInstance("RSA")
				.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
			return new KeyPair(publicKey, key);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("Not a usable RSA key", ex);
		}
	}

	private static PrivateKey toPrivateKey(Object object) {
		try {
			JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
			if (object instanceof PEMKeyPair pair) {
				return converter.getKeyPair(pair).getPrivate();
			}
			if (object instanceof PrivateKeyInfo info) {
				return converter.getPrivateKey(info);
			}
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("Not a readable private key", ex);
		}
		throw new IllegalArgumentException("PEM text holds no unencrypted private key");
	}

	static X509CertificateHolder readCertificate(String pem) {
		if (read(pem) instanceof X509CertificateHolder certificate) {
			return certificate;
		}
		throw new IllegalArgumentException("PEM text holds no certificate");
	}

	/**
	 * Serial number of a certificate as openssl prints it: whole bytes, upper case.
	 */
	static String serialNumber(X509CertificateHolder certificate) {
		String hex = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
		return (hex.length() % 2 == 0) ? hex : "0" + hex;
	}

	static X509CertificateHolder certify(KeyPair pair, String commonName, BigInteger serial, Instant now) {
		X500Name name = new X500Name("C=CN,O=WeChat Pay simulator,OU=worthless outside tests,CN=" + commonName);
		JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(name, serial,
				Date.from(now.minus(Duration.ofDays(1))), Date.from(now.plus(Duration.ofDays(5 * 365))), name,
				pair.getPublic());
		try {
			return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
		}
		catch (OperatorCreationException ex) {
			throw new IllegalStateException("This JDK cannot sign a certificate", ex);
		}
	}

	static boolean belongTogether(X509CertificateHolder certificate, KeyPair pair) {
		try {
			return Arrays.equals(certificate.getSubjectPublicKeyInfo().getEncoded(), pair.getPublic().getEncoded());
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("Not a readable certificate", ex);
		}
	}

	static String write(PrivateKey key) {
		return write("PRIVATE KEY", key.getEncoded());
	}

	static String write(PublicKey key) {
		return write("PUBLIC KEY", key.getEncoded());
	}

	static String write(X509CertificateHolder certificate) {
		try {
			return write("CERTIFICATE", certificate.getEncoded());
		}
		catch (IOException ex) {
			throw new IllegalStateException("Certificate cannot be written", ex);
		}
	}

	private static String write(String type, byte[] content) {
		StringWriter text = new StringWriter();
		try (PemWriter writer = new PemWriter(text)) {
			writer.writeObject(new PemObject(type, content));
		}
		catch (IOException ex) {
			throw new IllegalStateException("PEM text cannot be written", ex);
		}
		return text.toString();
	}

	private static Object read(String pem) {
		try (PEMParser parser = new PEMParser(new StringReader(pem))) {
			Object object = parser.readObject();
			if (object == null) {
				throw new IllegalArgumentException("Text is not PEM");
			}
			return object;
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("PEM text cannot be read", ex);
		}
	}

}
