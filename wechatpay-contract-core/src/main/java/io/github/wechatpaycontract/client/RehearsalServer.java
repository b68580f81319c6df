package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import javax.net.ssl.SSLServerSocket;

import io.github.wechatpaycontract.crypto.LoopbackTls;

/**
 * Answers one call on this host over TLS.
 */
final class RehearsalServer implements AutoCloseable {

	private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

	private final SSLServerSocket listener;

	private RehearsalServer(SSLServerSocket listener) {
		this.listener = listener;
	}

	/**
	 * Starts to listen.
	 * @param tls the keys
	 * @param limit the longest time to wait for a caller, and for what it says
	 * @throws IOException if no socket can be opened
	 */
	static RehearsalServer open(LoopbackTls tls, Duration limit) throws IOException {
		SSLServerSocket listener = (SSLServerSocket) tls.server()
			.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getByName(LoopbackTls.ADDRESS));
		listener.setSoTimeout((int) limit.toMillis());
		return new RehearsalServer(listener);
	}

	String url() {
		return "https://" + LoopbackTls.ADDRESS + ":" + this.listener.getLocalPort();
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
