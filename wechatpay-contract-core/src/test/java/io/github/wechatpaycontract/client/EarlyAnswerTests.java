package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.merchant.Merchant;
import io.github.wechatpaycontract.merchant.RequestSignature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that answers a connection before anything is asked, as servers do that grow
 * tired of an idle one.
 */
class EarlyAnswerTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final ApiRequest POST = ApiRequest.post("/v3/x", Map.of("a", "b"), List.of());

	private final Merchant merchant = TestPlatform.merchant();

	private final LoopResources one = LoopResources.create("one", 1, true);

	private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();

	private final Queue<String> told = new ConcurrentLinkedQueue<>();

	private final ServerSocket server = listen();

	private final ClientSettings settings = SimulatedExchange
		.settings(URI.create("http://127.0.0.1:" + this.server.getLocalPort()));

	private final HttpTransport transport = new HttpTransport(this.settings, (client) -> client.runOn(this.one));

	private CountDownLatch over = new CountDownLatch(2);

	private static ServerSocket listen() {
		try {
			return new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@BeforeEach
	void openTwoConnections() throws Exception {
		new Thread(this::accept).start();
		this.one.onClient(true).execute(() -> {
			subscribe("first", call(this::signature));
			subscribe("second", call(this::signature));
		});
		assertThat(this.over.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.told).containsOnly("first 200", "second 200");
		assertThat(this.accepted).hasSize(2);
		this.told.clear();
		this.over = new CountDownLatch(2);
	}

	@AfterEach
	void close() throws IOException {
		this.transport.close();
		this.one.disposeLater(Duration.ZERO, LIMIT).block(LIMIT);
		this.server.close();
		for (Socket socket : this.accepted) {
			socket.close();
		}
	}

	@Test
	void answerBeforeTheRequestWasSentIsNotTheCalls() throws Exception {
		this.one.onClient(true).execute(() -> {
			subscribe("first", call(() -> {
				this.accepted.forEach((socket) -> answer(socket, 408));
				return signature();
			}));
			subscribe("second", call(() -> {
				this.told.add("second signed");
				return signature();
			}));
		});
		assertThat(this.over.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.accepted).hasSize(2);
		assertThat(this.told).containsExactlyInAnyOrder("first 408", "second IOException");
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.accepted.add(socket);
				new Thread(() -> answerOnce(socket)).start();
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private static void answerOnce(Socket socket) {
		try {
			InputStream in = socket.getInputStream();
			for (int read = in.read(); read != '}'; read = in.read()) {
				assertThat(read).isNotEqualTo(-1);
			}
			answer(socket, 200);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void answer(Socket socket, int status) {
		try {
			socket.getOutputStream()
				.write("HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n".formatted(status)
					.getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Mono<HttpAnswer> call(Supplier<RequestSignature> signer) {
		Attempt attempt = new Attempt(new Host(this.settings.hosts().primary(), this.settings.hosts()));
		return this.transport.send(POST, attempt, signer, Optional::empty);
	}

	private void subscribe(String name, Mono<HttpAnswer> call) {
		call.subscribe((answer) -> end(name + " " + answer.status()),
				(ex) -> end(name + " " + ex.getClass().getSimpleName()));
	}

	private void end(String what) {
		this.told.add(what);
		this.over.countDown();
	}

	private RequestSignature signature() {
		return this.merchant.sign("POST", "/v3/x", System.currentTimeMillis() / 1000,
				"0123456789abcdef0123456789abcdef", POST.body());
	}

}
