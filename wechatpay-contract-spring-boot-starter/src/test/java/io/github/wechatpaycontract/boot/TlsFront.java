package io.github.wechatpaycontract.boot;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import javax.net.ssl.SSLException;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/**
 * Puts TLS in front of a plain server, under a certificate that nobody knows.
 */
public final class TlsFront implements AutoCloseable {

	private final X509Certificate certificate;

	private final DisposableServer server;

	public TlsFront(URI plain) {
		KeyPair pair = pair();
		this.certificate = certificate(pair);
		SslContext tls = built(SslContextBuilder.forServer(pair.getPrivate(), this.certificate));
		HttpClient client = HttpClient.newConnection();
		this.server = HttpServer.create()
			.host(InetAddress.getLoopbackAddress().getHostAddress())
			.secure((ssl) -> ssl.sslContext(tls))
			.handle((request, response) -> client.headers((headers) -> headers.add(request.requestHeaders()))
				.request(request.method())
				.uri(plain + request.uri())
				.send(request.receive().retain())
				.response((answer, content) -> {
					response.status(answer.status()).headers(answer.responseHeaders());
					return response.send(content.retain());
				}))
			.bindNow(Duration.ofSeconds(10));
	}

	public URI uri() {
		return URI.create("https://localhost:" + this.server.port());
	}

	/** Lets a client trust this server and no other. */
	public HttpClient trusted(HttpClient client) {
		SslContext tls = built(SslContextBuilder.forClient().trustManager(this.certificate));
		return client.secure((ssl) -> ssl.sslContext(tls));
	}

	private static SslContext built(SslContextBuilder builder) {
		try {
			return builder.build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyPair pair() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static X509Certificate certificate(KeyPair pair) {
		try {
			X500Name name = new X500Name("CN=localhost");
			Instant now = Instant.now();
			JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(name, BigInteger.ONE,
					Date.from(now.minusSeconds(60)), Date.from(now.plusSeconds(3600)), name, pair.getPublic());
			builder.addExtension(Extension.subjectAlternativeName, false,
					new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
			return new JcaX509CertificateConverter()
				.getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
		}
		catch (GeneralSecurityException | OperatorCreationException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.disposeNow(Duration.ofSeconds(10));
	}

}
