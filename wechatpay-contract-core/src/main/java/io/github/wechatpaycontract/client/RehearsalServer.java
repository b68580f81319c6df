package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;

import javax.net.ssl.SSLServerSocket;

import io.github.wechatpaycontract.crypto.LoopbackTls;

/**
 * Answers one call on this host over TLS, with keys that exist as long as it does.
 */
final class RehearsalServer implements AutoCloseable {

	private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

	private final SSLServerSocket listener;

	private final X509Certificate authority;

	private RehearsalServer(SSLServerSocket listener, X509Certificate authority) {
		this.listener = listener;
		this.authority = authority;
	}

	/**
	 * Starts to listen.
	 * @param limit the longest time to wait for a caller, and for what it says
	 * @throws IOException if no socket can be opened
	 * @throws GeneralSecurityException if this JVM lacks what TLS usually has
	 */
	static RehearsalServer open(Duration limit) throws IOException, GeneralSecurityException {
		LoopbackTls tls = LoopbackTls.create();
		SSLServerSocket listener = (SSLServerSocket) tls.server()
			.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getByName(LoopbackTls.ADDRESS));
		listener.setSoTimeout((int) limit.toMillis());
		return new RehearsalServer(listener, tls.authority());
	}

	String url() {
		return "https://" + LoopbackTls.ADDRESS + ":" + this.listener.getLocalPort();
	}

	/** Who is to be trusted for this call, and by nobody else. */
	X509Certificate authority() {
		return this.authority;
	}

	/**
	 * Answers one call.
	 * @throws IOException if there is none in time, or it is broken off
	 */
	void answer() throws IOException {
		try (Socket caller = this.listener.accept()) {
			caller.setSoTimeout(this.listener.getSoTimeout());
			if (caller.getInputStream().read() != -1) {
				caller.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
				caller.shutdownOutput();
				caller.getInputStream().readAllBytes();
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
	}

}
