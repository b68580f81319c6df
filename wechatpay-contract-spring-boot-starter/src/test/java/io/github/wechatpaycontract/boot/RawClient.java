package io.github.wechatpaycontract.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.Predicate;

/**
 * A connection to a server on this host, with a limit on every wait.
 */
public final class RawClient implements AutoCloseable {

	private static final int LIMIT_MILLIS = 15_000;

	private final Socket socket;

	public RawClient(int port) {
		try {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
			this.socket.setSoTimeout(LIMIT_MILLIS);
			this.socket.setTcpNoDelay(true);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static RawResponse send(int port, RawRequest request) {
		try (RawClient client = new RawClient(port)) {
			client.write(request);
			return client.read();
		}
	}

	public void write(RawRequest request) {
		write(request.bytes());
	}

	public void write(byte[] bytes) {
		try {
			this.socket.getOutputStream().write(bytes);
			this.socket.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public boolean tryWrite(RawRequest request) {
		return tryWrite(request.bytes());
	}

	/**
	 * Writes unless the server has hung up.
	 */
	public boolean tryWrite(byte[] bytes) {
		try {
			write(bytes);
			return true;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	public void endOutput() {
		try {
			this.socket.shutdownOutput();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads one response, or what comes of it until the server closes the connection.
	 */
	public RawResponse read() {
		return readUntil(RawResponse::isComplete);
	}

	/**
	 * Reads the head of one response.
	 */
	public RawResponse readHead() {
		return readUntil((response) -> response.text().endsWith("\r\n\r\n"));
	}

	/**
	 * Waits until the server closes the connection.
	 */
	public void awaitClose() {
		readUntil((response) -> false);
	}

	private RawResponse readUntil(Predicate<RawResponse> enough) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			InputStream in = this.socket.getInputStream();
			byte[] chunk = new byte[64 * 1024];
			int length = in.read(chunk);
			while (length >= 0) {
				bytes.write(chunk, 0, length);
				if (enough.test(RawResponse.of(bytes.toByteArray()))) {
					break;
				}
				length = in.read(chunk);
			}
		}
		catch (SocketException reset) {
			// what came before counts
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Only this came in time: " + RawResponse.of(bytes.toByteArray()), ex);
		}
		return RawResponse.of(bytes.toByteArray());
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
