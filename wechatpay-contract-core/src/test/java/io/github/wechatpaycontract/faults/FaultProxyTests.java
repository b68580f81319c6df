package io.github.wechatpaycontract.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests for {@link FaultProxy} and what stands beside it: that each fault does what it
 * says, on plain sockets.
 */
class FaultProxyTests {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private static final String REQUEST = "GET / HTTP/1.1\r\n\r\n";

	private static final String ANSWER = "HTTP/1.1 200 OK\r\n\r\n0123456789";

	private final ScriptedServer server = ScriptedServer.with(Reply.text(ANSWER));

	private final FaultProxy proxy = FaultProxy.to(this.server.port());

	@AfterEach
	void close() {
		this.proxy.close();
		this.server.close();
	}

	@Test
	void proxyWhenNothingIsWrongHandsOnEverything() throws Exception {
		try (Socket socket = connect()) {
			assertThat(this.proxy.awaitConnections(1, LIMIT)).isTrue();
			assertThat(exchange(socket)).isEqualTo(ANSWER);
			assertThat(exchange(socket)).isEqualTo(ANSWER);
		}
		assertThat(this.proxy.awaitConnections(0, LIMIT)).isTrue();
		assertThat(this.proxy.accepted()).isOne();
		assertThat(this.server.requests()).containsExactly(REQUEST, REQUEST);
	}

	@Test
	void latencyDelaysAnswersUntilCleared() throws Exception {
		try (Socket socket = connect()) {
			this.proxy.downstream(Toxic.latency(Duration.ofMillis(150), Duration.ofMillis(50)));
			assertThat(timed(() -> exchange(socket))).isGreaterThanOrEqualTo(Duration.ofMillis(100));
			this.proxy.upstream(Toxic.latency(Duration.ofMillis(100)));
			assertThat(timed(() -> exchange(socket))).isGreaterThanOrEqualTo(Duration.ofMillis(200));
			this.proxy.downstream(Toxic.latency(Duration.ofMinutes(5)));
			send(socket);
			this.proxy.clear();
			assertThat(read(socket, ANSWER.length())).isEqualTo(ANSWER);
		}
	}

	@Test
	void downRefusesAndClosesUntilUp() throws Exception {
		try (Socket socket = connect()) {
			this.proxy.awaitConnections(1, LIMIT);
			this.proxy.down();
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(this.proxy.connections()).isZero();
			awaitRefusal();
		}
		this.proxy.up();
		try (Socket socket = connect()) {
			assertThat(exchange(socket)).isEqualTo(ANSWER);
		}
	}

	@Test
	void downWhenAnswerBeginsCutsItOff() throws Exception {
		this.proxy.downstream(Toxic.down().after("HTTP/1.1"));
		try (Socket socket = connect()) {
			send(socket);
			assertThat(read(socket, 100)).isEqualTo("HTTP/1.1");
			awaitRefusal();
		}
	}

	/** What is closed while it is at work is free a moment later. */
	private void awaitRefusal() throws Exception {
		long end = System.nanoTime() + LIMIT.toNanos();
		while (System.nanoTime() < end) {
			try (Socket accepted = connect()) {
				assertThat(accepted.getPort()).isEqualTo(this.proxy.port());
			}
			catch (ConnectException ex) {
				return;
			}
		}
		fail("still accepts");
	}

	@Test
	void bandwidthStretchesTheAnswer() throws Exception {
		this.proxy.downstream(Toxic.bandwidth(ANSWER.length() * 5));
		try (Socket socket = connect()) {
			assertThat(timed(() -> assertThat(exchange(socket)).isEqualTo(ANSWER)))
				.isGreaterThanOrEqualTo(Duration.ofMillis(190));
		}
	}

	@Test
	void slowCloseDelaysOnlyTheEnd() throws Exception {
		this.server.replies(Reply.text(ANSWER).thenClose());
		this.proxy.downstream(Toxic.slowClose(Duration.ofMillis(200)));
		try (Socket socket = connect()) {
			send(socket);
			assertThat(read(socket, ANSWER.length())).isEqualTo(ANSWER);
			assertThat(timed(() -> assertThat(socket.getInputStream().read()).isEqualTo(-1)))
				.isGreaterThanOrEqualTo(Duration.ofMillis(150));
		}
	}

	@Test
	void timeoutSwallowsAndStaysOpenUnlessTold() throws Exception {
		this.proxy.downstream(Toxic.timeout());
		try (Socket socket = connect()) {
			send(socket);
			socket.setSoTimeout(200);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.getInputStream().read());
			this.proxy.downstream(Toxic.timeout(Duration.ofMillis(100)));
			socket.setSoTimeout((int) LIMIT.toMillis());
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		assertThat(this.server.requests()).hasSize(1);
		this.proxy.clear();
		this.proxy.upstream(Toxic.timeout());
		try (Socket socket = connect()) {
			send(socket);
			socket.setSoTimeout(200);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.getInputStream().read());
			socket.setSoTimeout((int) LIMIT.toMillis());
			this.proxy.clear();
			assertThat(exchange(socket)).isEqualTo(ANSWER);
		}
		assertThat(this.server.requests()).as("what was swallowed is gone").hasSize(2);
	}

	@Test
	void resetPeerResets() throws Exception {
		this.proxy.downstream(Toxic.resetPeer(Duration.ofMillis(50)));
		try (Socket socket = connect()) {
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> socket.getInputStream().read())
				.withMessageContaining("reset");
		}
		this.proxy.downstream(Toxic.resetPeer(Duration.ZERO).after(4));
		try (Socket socket = connect()) {
			send(socket);
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> read(socket, 100))
				.withMessageContaining("reset");
		}
	}

	@Test
	void slicerSplitsWithoutLoss() throws Exception {
		this.proxy.downstream(Toxic.slicer(10, Duration.ofMillis(40)));
		try (Socket socket = connect()) {
			assertThat(timed(() -> assertThat(exchange(socket)).isEqualTo(ANSWER)))
				.isGreaterThanOrEqualTo(Duration.ofMillis(70));
		}
	}

	@Test
	void limitDataClosesAfterEachNumberOfBytes() throws Exception {
		for (int limit = 0; limit <= ANSWER.length(); limit++) {
			this.proxy.downstream(Toxic.limitData(limit));
			try (Socket socket = connect()) {
				send(socket);
				assertThat(read(socket, 100)).isEqualTo(ANSWER.substring(0, limit));
			}
		}
		this.proxy.downstream(Toxic.limitData(ANSWER.length() + 1));
		try (Socket socket = connect()) {
			assertThat(exchange(socket)).isEqualTo(ANSWER);
			assertThat(read(socket, 0)).as("still open").isEmpty();
			send(socket);
			assertThat(read(socket, 100)).hasSize(1);
		}
	}

	@Test
	void toxicsWhenCombinedActInTheirOrder() throws Exception {
		this.proxy.downstream(Toxic.limitData(12), Toxic.slowClose(Duration.ofMillis(150)));
		try (Socket socket = connect()) {
			send(socket);
			assertThat(read(socket, 12)).isEqualTo(ANSWER.substring(0, 12));
			assertThat(timed(() -> assertThat(socket.getInputStream().read()).isEqualTo(-1)))
				.isGreaterThanOrEqualTo(Duration.ofMillis(100));
		}
	}

	@Test
	void closeEndsTheThread() {
		FaultProxy closed = FaultProxy.to(this.server.port());
		closed.close();
		assertThat(closed.isTerminated()).isTrue();
	}

	@Test
	void blackHoleLetsNobodyIn() {
		try (BlackHole hole = BlackHole.open()) {
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> {
				try (Socket socket = new Socket()) {
					socket.connect(new InetSocketAddress("127.0.0.1", hole.baseUrl().getPort()), 200);
				}
			});
		}
	}

	@Test
	void tlsWhenClientTrustsNobodyFailsTheHandshake() throws Exception {
		try (FaultProxy tls = FaultProxy.tls(this.server.port(), TestAuthority.selfSigned());
				Socket socket = SSLSocketFactory.getDefault().createSocket("127.0.0.1", tls.port())) {
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> send(socket));
		}
		assertThat(this.server.requests()).isEmpty();
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.proxy.port());
		socket.setSoTimeout((int) LIMIT.toMillis());
		return socket;
	}

	private static void send(Socket socket) throws IOException {
		socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
		socket.getOutputStream().flush();
	}

	private static String exchange(Socket socket) throws IOException {
		send(socket);
		return read(socket, ANSWER.length());
	}

	/** Reads so many bytes, or less if the connection ends before. */
	private static String read(Socket socket, int length) throws IOException {
		InputStream stream = socket.getInputStream();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		while (bytes.size() < length) {
			int b = stream.read();
			if (b < 0) {
				break;
			}
			bytes.write(b);
		}
		return bytes.toString(StandardCharsets.US_ASCII);
	}

	private static Duration timed(Action action) throws Exception {
		long start = System.nanoTime();
		action.run();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	/**
	 * Something that takes time.
	 */
	@FunctionalInterface
	private interface Action {

		void run() throws Exception;

	}

}
