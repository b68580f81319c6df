package io.github.wechatpaycontract.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A port that connections are attempted to and never made: whoever listens accepts
 * nothing, and the queue of those who wait is full, so that Linux drops what asks to
 * connect.
 */
public final class BlackHole implements AutoCloseable {

	private static final int MOST_WAITING = 64;

	private final ServerSocket listener;

	private final List<Socket> waiting = new ArrayList<>();

	private BlackHole(ServerSocket listener) {
		this.listener = listener;
	}

	/**
	 * Opens a black hole.
	 * @throws IllegalStateException if this system's queue does not fill up
	 */
	public static BlackHole open() {
		try {
			BlackHole hole = new BlackHole(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
			hole.fill();
			return hole;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** On a busy machine one attempt may fail although the queue has room. */
	private void fill() throws IOException {
		for (int refused = 0; refused < 3;) {
			Socket socket = new Socket();
			this.waiting.add(socket);
			try {
				socket.connect(this.listener.getLocalSocketAddress(), 100);
			}
			catch (SocketTimeoutException ex) {
				refused++;
			}
			if (this.waiting.size() > MOST_WAITING) {
				close();
				throw new IllegalStateException("This system accepts connections beyond the backlog");
			}
		}
	}

	/**
	 * Where nobody answers.
	 */
	public URI baseUrl() {
		return URI.create("http://127.0.0.1:" + this.listener.getLocalPort());
	}

	@Override
	public void close() {
		try {
			for (Socket socket : this.waiting) {
				socket.close();
			}
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
