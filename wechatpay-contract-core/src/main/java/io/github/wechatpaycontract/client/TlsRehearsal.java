package io.github.wechatpaycontract.client;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import reactor.netty.http.Http11SslContextSpec;

/**
 * As much of a TLS handshake as there is without a server: its first message, and the
 * check of a certificate. What comes out is thrown away.
 */
final class TlsRehearsal {

	private TlsRehearsal() {
	}

	/**
	 * Makes the first message.
	 * @throws SSLException if this JVM has no TLS
	 */
	static void greet() throws SSLException {
		SSLEngine engine = Http11SslContextSpec.forClient()
			.sslContext()
			.newEngine(ByteBufAllocator.DEFAULT, "rehearsal.invalid", 443);
		try {
			engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
		}
		finally {
			ReferenceCountUtil.release(engine);
		}
	}

	/**
	 * Checks a certificate that this JVM trusts.
	 * @throws GeneralSecurityException if it cannot check certificates
	 */
	static void check() throws GeneralSecurityException {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init((KeyStore) null);
		for (TrustManager manager : factory.getTrustManagers()) {
			if (manager instanceof X509TrustManager trust) {
				check(trust);
			}
		}
	}

	static void check(X509TrustManager trust) throws GeneralSecurityException {
		X509Certificate[] authorities = trust.getAcceptedIssuers();
		if (authorities.length > 0) {
			trust.checkServerTrusted(new X509Certificate[] { authorities[0] }, "UNKNOWN");
			validate(authorities[0]);
		}
	}

	/**
	 * The trust manager takes an authority as it is; a path to one is checked like this.
	 * Nothing depends on the verdict, so an authority may have expired.
	 */
	private static void validate(X509Certificate authority) throws GeneralSecurityException {
		PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
		parameters.setRevocationEnabled(false);
		parameters.setDate(authority.getNotBefore());
		CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(authority));
		CertPathValidator.getInstance("PKIX").validate(path, parameters);
	}

}
