package io.github.wechatpaycontract.faults;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLException;
import javax.security.auth.x500.X500Principal;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import reactor.netty.http.client.HttpClient;

/**
 * A certificate authority that only its own clients trust, and servers it vouches for,
 * rightly or not.
 */
public final class TestAuthority {

	private static final Duration DAY = Duration.ofDays(1);

	private static final X500Principal NAME = new X500Principal("CN=Test Authority");

	private final KeyPair keys = generate();

	private final X509Certificate root = certificate(NAME, this.keys, this.keys, DAY, new GeneralName[0]);

	/**
	 * A server that clients of this authority accept as {@code localhost} and 127.0.0.1.
	 */
	public SslContext good() {
		return issued(DAY, name("localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
	}

	/**
	 * A server whose certificate ended yesterday.
	 */
	public SslContext expired() {
		return issued(DAY.negated(), name("localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
	}

	/**
	 * A server whose certificate is for another host.
	 */
	public SslContext otherHost() {
		return issued(DAY, name("api.mch.weixin.qq.com"));
	}

	/**
	 * A server that vouches for itself.
	 */
	public static SslContext selfSigned() {
		KeyPair pair = generate();
		return server(pair, certificate(new X500Principal("CN=localhost"), pair, pair, DAY, name("localhost")));
	}

	/**
	 * What a client has to trust.
	 */
	public X509Certificate certificate() {
		return this.root;
	}

	/**
	 * Makes a client trust this authority, and nobody else.
	 */
	public UnaryOperator<HttpClient> trusted() {
		try {
			SslContext context = SslContextBuilder.forClient().trustManager(this.root).build();
			return (client) -> client.secure((spec) -> spec.sslContext(context));
		}
		catch (SSLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private SslContext issued(Duration life, GeneralName... names) {
		KeyPair pair = generate();
		return server(pair, certificate(new X500Principal("CN=server"), pair, this.keys, life, names));
	}

	private static GeneralName name(String host) {
		return new GeneralName(GeneralName.dNSName, host);
	}

	private static SslContext server(KeyPair pair, X509Certificate certificate) {
		try {
			return SslContextBuilder.forServer(pair.getPrivate(), certificate).build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyPair generate() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(256);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static X509Certificate certificate(X500Principal subject, KeyPair pair, KeyPair issuer, Duration life,
			GeneralName... names) {
		Instant now = Instant.now();
		X500Principal issuedBy = (pair == issuer) ? subject : NAME;
		var builder = new JcaX509v3CertificateBuilder(issuedBy, BigInteger.valueOf(System.nanoTime()),
				Date.from(now.minus(DAY.multipliedBy(2))), Date.from(now.plus(life)), subject, pair.getPublic());
		try {
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(names.length == 0));
			if (names.length > 0) {
				builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
			}
			return new JcaX509CertificateConverter().getCertificate(
					builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
		}
		catch (IOException | GeneralSecurityException | OperatorCreationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
