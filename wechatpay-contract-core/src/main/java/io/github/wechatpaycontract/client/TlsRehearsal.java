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
 * check of a certificate. Both are thrown away.
 */
final class TlsRehearsal {

	private TlsRehearsal() {
	}

	/**
	 * Makes the message and checks the certificate of an authority that this JVM trusts.
	 * @throws SSLException if this JVM has no TLS
	 * @throws GeneralSecurityException if it cannot check certificates
	 */
	static void run() throws SSLException, GeneralSecurityException {
		greet();
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init((KeyStore) null);
		for (TrustManager manager : factory.getTrustManagers()) {
			if (manager instanceof X509TrustManager trust && trust.getAcceptedIssuers().length > 0) {
				X509Certificate authority = trust.getAcceptedIssuers()[0];
				trust.checkServerTrusted(new X509Certificate[] { authority }, "UNKNOWN");
				validate(authority);
			}
		}
	}

	private static void greet() throws SSLException {
		SSLEngine engine = Http11SslContextSpec.forClient()
			.sslContext()
			.newEngine(ByteBufAllocator.DEFAULT, "rehearsal.invalid", 443);
		engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
		ReferenceCountUtil.release(engine);
	}

	/** The trust manager itself looks no further than at an authority. */
	private static void validate(X509Certificate authority) throws GeneralSecurityException {
		PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
		parameters.setRevocationEnabled(false);
		CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(authority));
		CertPathValidator.getInstance("PKIX").validate(path, parameters);
	}

}
