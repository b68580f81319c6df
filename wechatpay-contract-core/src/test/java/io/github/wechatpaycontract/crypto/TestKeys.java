package io.github.wechatpaycontract.crypto;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * Keys and certificates of odd kinds, made once.
 */
public final class TestKeys {

	private static final Map<String, KeyPair> MADE = new ConcurrentHashMap<>();

	private TestKeys() {
	}

	public static KeyPair rsa(int bits) {
		return make("RSA", bits);
	}

	/** One that native providers refuse and the JDK takes. */
	public static KeyPair rsaWithExponentOf65Bits() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(new RSAKeyGenParameterSpec(2048, BigInteger.ONE.shiftLeft(64).nextProbablePrime()));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static KeyPair ec() {
		return make("EC", 256);
	}

	public static KeyPair dsa() {
		return make("DSA", 1024);
	}

	public static KeyPair ed25519() {
		return make("Ed25519", 255);
	}

	private static KeyPair make(String algorithm, int bits) {
		return MADE.computeIfAbsent(algorithm + bits, (name) -> {
			try {
				KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
				generator.initialize(bits);
				return generator.generateKeyPair();
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	/** A self-made certificate. */
	public static X509Certificate certificate(KeyPair pair, BigInteger serial) {
		return certificate(pair, serial, "CN=1900000109");
	}

	public static X509Certificate certificate(KeyPair pair, BigInteger serial, String issuer) {
		X500Principal name = new X500Principal(issuer);
		try {
			return new JcaX509CertificateConverter().getCertificate(new JcaX509v3CertificateBuilder(name, serial,
					new Date(0), new Date(4102444800000L), name, pair.getPublic())
				.build(new JcaContentSignerBuilder(signature(pair)).build(pair.getPrivate())));
		}
		catch (GeneralSecurityException | OperatorCreationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static PKCS10CertificationRequest request(KeyPair pair) {
		try {
			return new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=1900000109"), pair.getPublic())
				.build(new JcaContentSignerBuilder(signature(pair)).build(pair.getPrivate()));
		}
		catch (OperatorCreationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String signature(KeyPair pair) {
		return switch (pair.getPublic().getAlgorithm()) {
			case "EC" -> "SHA256withECDSA";
			case "RSA" -> "SHA256withRSA";
			default -> throw new IllegalArgumentException();
		};
	}

	/** A public key no key factory would make. */
	public static RSAPublicKey fake(BigInteger modulus, BigInteger exponent) {
		return new RSAPublicKey() {

			private static final long serialVersionUID = 1L;

			@Override
			public BigInteger getPublicExponent() {
				return exponent;
			}

			@Override
			public BigInteger getModulus() {
				return modulus;
			}

			@Override
			public String getAlgorithm() {
				return "RSA";
			}

			@Override
			public String getFormat() {
				return "X.509";
			}

			@Override
			public byte[] getEncoded() {
				return new byte[0];
			}

		};
	}

	/** What OpenSSL would write. */
	public static String pem(Object object) {
		StringWriter text = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
			writer.writeObject(object);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString();
	}

}
