package io.github.wechatpaycontract.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.TestMessage;
import io.github.wechatpaycontract.TestPlatform;
import io.github.wechatpaycontract.WechatPayApiException;
import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.WechatPayTransportException;
import io.github.wechatpaycontract.WechatPayTransportException.Failure;
import io.github.wechatpaycontract.crypto.TestKeys;
import io.github.wechatpaycontract.simulator.AnswerFault;
import io.github.wechatpaycontract.simulator.ReceivedRequest;
import io.github.wechatpaycontract.simulator.WechatPaySimulator;
import io.github.wechatpaycontract.simulator.junit.SimulatorExtension;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SignedExchange} on the wire.
 */
class SignedExchangeTests {

	@RegisterExtension
	static final SimulatorExtension extension = SimulatorExtension
		.with((builder) -> builder.merchant(TestPlatform.simulated()));

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final ApiRequest POST = ApiRequest.post("/v3/x", Map.of("a", "密"), List.of());

	private final WechatPaySimulator simulator = extension.simulator();

	@Test
	@Tag("case-2")
	@Tag("case-4")
	void exchangeWhenPathsAreRandomSignsWhatStandsOnTheWire() {
		// 500 instead of 100,000 over the socket; the check itself takes 100,000 in
		// ApiRequestTests
		long seed = System.nanoTime();
		Random random = new Random(seed);
		String alphabet = "abcXYZ019-._~!$&'()*+,;=:@/?%";
		List<String> paths = Flux.range(0, 500).map((i) -> {
			StringBuilder path = new StringBuilder("/v3/" + i + "/");
			for (int n = random.nextInt(40); n > 0; n--) {
				char c = alphabet.charAt(random.nextInt(alphabet.length()));
				path.append((c == '%') ? "%" + "%02X".formatted(random.nextInt(256)) : Character.toString(c));
			}
			return path.toString();
		}).collectList().block(LIMIT);
		try (SignedExchange exchange = SimulatedExchange.to(this.simulator.baseUrl())) {
			Flux.fromIterable(paths)
				.flatMap((path) -> exchange.exchange(ApiRequest.get(path))
					.then()
					.onErrorComplete(WechatPayException.class), 16)
				.blockLast(Duration.ofSeconds(60));
		}
		assertThat(this.simulator.requests().stream().map(ReceivedRequest::rawUri)).as("seed %d", seed)
			.containsExactlyInAnyOrderElementsOf(paths);
		assertThat(this.simulator.requests()).as("seed %d", seed).allMatch(ReceivedRequest::signatureAccepted);
	}

	@Test
	@Tag("case-3")
	void exchangeWhenGetHasNoBodySendsNone() throws Exception {
		String text = captured(ApiRequest.get("/v3/certificates?algorithm_type=RSA"));
		assertThat(text).startsWith("GET /v3/certificates?algorithm_type=RSA HTTP/1.1\r\n").endsWith("\r\n\r\n");
		assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("transfer-encoding", "content-type:",
				"accept-encoding");
	}

	@Test
	@Tag("case-1")
	void exchangeWhenPostIsSentPutsExactlyTheSignedBytesOnTheWire() throws Exception {
		String text = captured(POST);
		assertThat(text).startsWith("POST /v3/x HTTP/1.1\r\n").endsWith("\r\n\r\n{\"a\":\"密\"}");
		assertThat(text.toLowerCase(Locale.ROOT)).contains("content-length: 11\r\n")
			.doesNotContain("transfer-encoding", "accept-encoding");
	}

	@Test
	@Tag("case-13")
	void exchangeWhenCustomizerSetsOurHeadersOursWin() {
		try (SignedExchange exchange = SimulatedExchange.to(this.simulator.baseUrl(), Clock.systemUTC(),
				(client) -> client.headers((headers) -> headers.add("authorization", "Basic canary")
					.add("Authorization", "Bearer canary")
					.add("WECHATPAY-SERIAL", "PUB_KEY_ID_canary")
					.add("Accept", "text/html")
					.add("User-Agent", "canary")
					.add("Content-Type", "text/canary")
					.add("X-Mine", "kept")))) {
			exchange.exchange(POST).onErrorComplete().block(LIMIT);
		}
		var headers = this.simulator.requests().get(0).headers();
		assertThat(this.simulator.requests().get(0).signatureAccepted()).isTrue();
		for (String name : List.of("Authorization", "Wechatpay-Serial", "Accept", "User-Agent", "Content-Type")) {
			assertThat(headers.all(name)).as(name).hasSize(1).noneMatch((value) -> value.contains("canary"));
		}
		assertThat(headers.all("X-Mine")).containsExactly("kept");
	}

	@Test
	@Tag("case-131")
	void exchangeWhenCustomizerFollowsRedirectsStillDoesNot() {
		try (WechatPaySimulator elsewhere = WechatPaySimulator.builder().merchant(TestPlatform.simulated()).start();
				SignedExchange exchange = SimulatedExchange.to(this.simulator.baseUrl(), Clock.systemUTC(),
						(client) -> client.followRedirect(true).disableRetry(false).compress(true))) {
			this.simulator.answers().next(AnswerFault.redirect(elsewhere.baseUrl() + "/v3/x"));
			StepVerifier.create(exchange.exchange(POST)).expectError(WechatPayException.class).verify(LIMIT);
			assertThat(elsewhere.requests()).isEmpty();
		}
		assertThat(this.simulator.requests()).hasSize(1);
		assertThat(this.simulator.requests().get(0).headers().all("Accept-Encoding")).isEmpty();
	}

	@Test
	void exchangeWhenCustomizerNamesAnotherHostStillGoesToItsOwn() {
		try (WechatPaySimulator elsewhere = WechatPaySimulator.builder().merchant(TestPlatform.simulated()).start();
				SignedExchange exchange = SimulatedExchange.to(this.simulator.baseUrl(), Clock.systemUTC(),
						(client) -> client.baseUrl(elsewhere.baseUrl() + "/elsewhere")
							.host("localhost")
							.port(elsewhere.baseUrl().getPort())
							.secure())) {
			exchange.exchange(POST).onErrorComplete().block(LIMIT);
			assertThat(elsewhere.requests()).isEmpty();
		}
		assertThat(this.simulator.requests()).singleElement()
			.satisfies((request) -> assertThat(request.headers().all("Host"))
				.containsExactly(this.simulator.baseUrl().getAuthority()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.1", "[::1]" })
	void exchangeNamesTheHostAsItIsGiven(String host) throws Exception {
		try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(host))) {
			String authority = host + ":" + server.getLocalPort();
			assertThat(captured(POST, server, "http://" + authority).toLowerCase(Locale.ROOT))
				.contains("\r\nhost: " + authority + "\r\n");
		}
	}

	@Test
	void exchangeWhenConnectionIsRefusedSendsNothing() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		fails("http://127.0.0.1:" + port, (ex) -> {
			assertThat(ex.getFailure()).isEqualTo(Failure.CONNECT);
			assertThat(ex.isOutcomeUnknown()).isFalse();
			assertThat(ex.isRetryable()).isTrue();
			assertThat(ex).hasMessageContaining("nothing was sent");
		});
	}

	@Test
	void exchangeWhenHostIsUnknownSendsNothing() {
		ClientSettings settings = SimulatedExchange.settings(URI.create("http://127.0.0.1:1"))
			.withHosts(HostSettings.only(BaseUrl.of(URI.create("https://no-such-host.invalid"), true)));
		try (SignedExchange exchange = new SignedExchange(TestPlatform.merchant(), settings, Clock.systemUTC())) {
			StepVerifier.create(exchange.exchange(POST)).expectErrorSatisfies((error) -> {
				WechatPayTransportException ex = (WechatPayTransportException) error;
				assertThat(ex.getFailure()).isEqualTo(Failure.UNKNOWN_HOST);
				assertThat(ex.isOutcomeUnknown()).isFalse();
			}).verify(Duration.ofSeconds(20));
		}
	}

	@Test
	void exchangeWhenCertificateIsSelfMadeFailsWithoutFallback() throws Exception {
		KeyPair pair = TestKeys.rsa(2048);
		var context = SslContextBuilder.forServer(pair.getPrivate(), TestKeys.certificate(pair, BigInteger.ONE))
			.build();
		List<String> seen = new CopyOnWriteArrayList<>();
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.secure((spec) -> spec.sslContext(context))
			.handle((request, response) -> {
				seen.add(request.uri());
				return response.status(200).send();
			})
			.bindNow(LIMIT);
		try {
			fails("https://127.0.0.1:" + server.port(), (ex) -> {
				assertThat(ex.getFailure()).isEqualTo(Failure.TLS);
				assertThat(ex.isOutcomeUnknown()).isFalse();
				assertThat(ex.isRetryable()).isFalse();
			});
			assertThat(seen).isEmpty();
		}
		finally {
			server.disposeNow(LIMIT);
		}
	}

	@Test
	void exchangeWhenServerSpeaksNoTlsFails() throws Exception {
		try (WechatPaySimulator plain = WechatPaySimulator.builder().merchant(TestPlatform.simulated()).start()) {
			fails("https://127.0.0.1:" + plain.port(), (ex) -> {
				assertThat(ex.getFailure()).isEqualTo(Failure.TLS);
				assertThat(ex.isOutcomeUnknown()).isFalse();
			});
			assertThat(plain.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/9.9 what\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n",
			"\u0000\u0001\u0002\u0003\r\n\r\n" })
	void exchangeWhenAnswerIsNotHttpFailsAsDeclared(String answer) throws Exception {
		withRaw(answer, (ex) -> {
			assertThat(ex.getFailure()).isIn(Failure.PROTOCOL, Failure.CONNECTION_LOST);
			assertThat(ex.isOutcomeUnknown()).isTrue();
		});
	}

	@Test
	@Tag("case-127")
	void exchangeWhenHeadersAreEndlessFailsAsDeclared() throws Exception {
		withRaw("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1024 * 1024), (ex) -> {
			assertThat(ex.getFailure()).isIn(Failure.PROTOCOL, Failure.CONNECTION_LOST);
			assertThat(ex.isOutcomeUnknown()).isTrue();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\"",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\"" })
	void exchangeWhenConnectionEndsEarlyIsLost(String answer) throws Exception {
		withRaw(answer, (ex) -> {
			assertThat(ex.getFailure()).isEqualTo(Failure.CONNECTION_LOST);
			assertThat(ex.isOutcomeUnknown()).isTrue();
			assertThat(ex.isRetryable()).isTrue();
		});
	}

	@Test
	void exchangeWhenAnswerIsSignedReturnsItWithoutShowingIt() {
		TestMessage answer = TestPlatform.sign("{\"secret\":\"canary\"}");
		DisposableServer server = HttpServer.create().host("127.0.0.1").port(0).handle((request, response) -> {
			answer.headers().forEach((name, values) -> response.header(name, values.get(0)));
			return response.sendByteArray(Mono.just(answer.body()));
		}).bindNow(LIMIT);
		try (SignedExchange exchange = SimulatedExchange.to(URI.create("http://localhost:" + server.port()),
				TestPlatform.CLOCK, (client) -> client)) {
			ApiAnswer result = exchange.exchange(POST).block(LIMIT);
			assertThat(result).hasToString("ApiAnswer[status=200, body=19 bytes]");
			assertThat(exchange.isLoopback()).isTrue();
			assertThat(exchange.mchid()).isEqualTo("1900000109");
		}
		finally {
			server.disposeNow(LIMIT);
		}
	}

	@Test
	@Tag("case-7")
	void clockSkewIsThatOfTheLastProvenAnswer() {
		Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(60));
		try (SignedExchange exchange = SimulatedExchange.to(this.simulator.baseUrl(), ahead, (client) -> client)) {
			assertThat(exchange.clockSkew()).isEmpty();
			this.simulator.answers().next(AnswerFault.wrongSignature());
			exchange.exchange(POST).onErrorComplete().block(LIMIT);
			assertThat(exchange.clockSkew()).isEmpty();
			exchange.exchange(POST).onErrorComplete().block(LIMIT);
			assertThat(exchange.clockSkew()).hasValueSatisfying(
					(skew) -> assertThat(skew).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(65)));
		}
	}

	@Test
	void exchangeWhenCustomizerFailsSaysThatTheRequestCouldNotBeMade() {
		try (SignedExchange exchange = new SignedExchange(TestPlatform.merchant(),
				SimulatedExchange.settings(this.simulator.baseUrl()), Clock.systemUTC(), (client) -> {
					throw new IllegalStateException("no trust store");
				})) {
			assertThatExceptionOfType(WechatPayTransportException.class)
				.isThrownBy(() -> exchange.exchange(POST).block(LIMIT))
				.withMessageContaining("the request could not be made; nothing was sent")
				.withStackTraceContaining("no trust store")
				.matches((ex) -> ex.getFailure() == Failure.REQUEST && !ex.isOutcomeUnknown() && !ex.isRetryable());
		}
	}

	@Test
	void warmUpSendsNothingToAnybodyElse() {
		AtomicInteger connections = new AtomicInteger();
		ClientSettings proxied = SimulatedExchange.settings(this.simulator.baseUrl())
			.withProxy(new ProxySettings("127.0.0.1", this.simulator.port(), null, null));
		try (SignedExchange exchange = new SignedExchange(TestPlatform.merchant(), proxied, Clock.systemUTC(),
				(client) -> client.doOnChannelInit((observer, channel, address) -> connections.incrementAndGet()))) {
			exchange.warmUp().block(LIMIT);
		}
		assertThat(connections).hasValue(0);
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void exchangeWhenPoolIsExhaustedSaysSo() {
		ClientSettings one = SimulatedExchange.settings(this.simulator.baseUrl())
			.withTimeouts(new TimeoutSettings(LIMIT, LIMIT, Duration.ofSeconds(3)))
			.withPool(new PoolSettings(1, 16, Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofMinutes(1)));
		this.simulator.answers().always(AnswerFault.held());
		try (SignedExchange exchange = new SignedExchange(TestPlatform.merchant(), one, Clock.systemUTC())) {
			List<Failure> failures = Flux.range(0, 30)
				.flatMap((i) -> exchange.exchange(POST)
					.thenReturn(Failure.PROTOCOL)
					.onErrorResume(WechatPayTransportException.class, (ex) -> {
						assertThat(ex.isOutcomeUnknown())
							.isEqualTo(ex.getFailure() == Failure.TIMEOUT && ex.isOutcomeUnknown());
						return Mono.just(ex.getFailure());
					}), 30)
				.collectList()
				.block(LIMIT);
			assertThat(failures).hasSize(30)
				.contains(Failure.POOL_EXHAUSTED, Failure.TIMEOUT)
				.containsOnly(Failure.POOL_EXHAUSTED, Failure.TIMEOUT);
		}
		assertThat(this.simulator.requests()).hasSizeLessThan(30);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 7 })
	void exchangesAtOnceOpenNoMoreConnectionsThanThePoolHas(int connections) {
		assertThat(loopsOf(connections)).hasSize(connections);
	}

	@Test
	void exchangesAtOnceAreSpreadOverAllEventLoops() {
		int processors = Runtime.getRuntime().availableProcessors();
		Map<EventLoop, Long> connections = loopsOf(8 * processors).stream()
			.collect(Collectors.groupingBy((loop) -> loop, Collectors.counting()));
		assertThat(connections).hasSize(processors).allSatisfy((loop, count) -> assertThat(count).isEqualTo(8));
	}

	/** The event loop of each connection that four times as many calls at once need. */
	private Queue<EventLoop> loopsOf(int connections) {
		Queue<EventLoop> loops = new ConcurrentLinkedQueue<>();
		int calls = 4 * connections;
		try (SignedExchange exchange = pooled(connections, calls,
				(client) -> client.doOnChannelInit((observer, channel, address) -> loops.add(channel.eventLoop())))) {
			assertThat(manyAtOnce(exchange, calls)).isEqualTo(calls);
		}
		return loops;
	}

	@Test
	void exchangeWhenCustomizerAsksForHttp2StaysWithHttp11() {
		try (SignedExchange exchange = pooled(4, 16,
				(client) -> client.protocol(HttpProtocol.H2C, HttpProtocol.HTTP11))) {
			assertThat(manyAtOnce(exchange, 1)).isEqualTo(1);
		}
	}

	@Test
	void exchangesOnLoopsOfACustomizerShareOnePool() {
		LoopResources own = LoopResources.create("own", 2, true);
		EventLoopGroup group = own.onClient(true);
		Queue<EventLoop> loops = new ConcurrentLinkedQueue<>();
		try (SignedExchange exchange = pooled(4, 16, (client) -> client.runOn(own)
			.doOnChannelInit((observer, channel, address) -> loops.add(channel.eventLoop())))) {
			assertThat(manyAtOnce(exchange, 16)).isEqualTo(16);
		}
		finally {
			own.disposeLater(Duration.ZERO, LIMIT).block(LIMIT);
		}
		assertThat(loops).hasSize(4).allSatisfy((loop) -> assertThat(group).contains(loop));
	}

	/**
	 * A connection that ends before the request is signed has carried nothing.
	 */
	@Test
	@Tag("case-132")
	void exchangeWhenConnectionEndsBeforeItsTurnGoesToTheBackup() {
		LoopResources own = LoopResources.create("own", 1, true);
		Queue<Channel> channels = new ConcurrentLinkedQueue<>();
		URI primary = this.simulator.baseUrl();
		URI backup = URI.create("http://localhost:" + primary.getPort());
		ClientSettings both = SimulatedExchange.settings(primary)
			.withHosts(
					new HostSettings(BaseUrl.of(primary, false), BaseUrl.of(backup, false), 3, Duration.ofSeconds(60)));
		try (SignedExchange exchange = new SignedExchange(TestPlatform.merchant(), both, Clock.systemUTC(),
				(client) -> client.runOn(own).doOnChannelInit((observer, channel, address) -> channels.add(channel)))) {
			assertThat(manyAtOnce(exchange, 1)).isEqualTo(1);
			CompletableFuture<Long> answered = new CompletableFuture<>();
			own.onClient(true).execute(() -> {
				answers(exchange, 1).subscribe(answered::complete, answered::completeExceptionally);
				channels.element().close();
			});
			assertThat(answered).succeedsWithin(LIMIT).isEqualTo(1L);
		}
		finally {
			own.disposeLater(Duration.ZERO, LIMIT).block(LIMIT);
		}
		assertThat(this.simulator.requests()).extracting((request) -> request.headers().first("Host").orElseThrow())
			.containsExactly(primary.getAuthority(), backup.getAuthority());
	}

	/** All are told, one beside the other and not within each other. */
	@Test
	void closeWhenManyCallsWaitForAConnectionTellsThem() throws Exception {
		this.simulator.answers().always(AnswerFault.held());
		AtomicInteger deepest = new AtomicInteger();
		CountDownLatch told = new CountDownLatch(1001);
		SignedExchange exchange = pooled(1, 1000, UnaryOperator.identity());
		Flux.range(0, 1001)
			.flatMap((i) -> exchange.exchange(POST).onErrorResume(WechatPayTransportException.class, (ex) -> {
				deepest.accumulateAndGet(Thread.currentThread().getStackTrace().length, Math::max);
				told.countDown();
				return Mono.empty();
			}), 1001)
			.subscribe();
		while (this.simulator.requests().isEmpty()) {
			Thread.sleep(10);
		}
		int here = Thread.currentThread().getStackTrace().length;
		exchange.close();
		assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(deepest.get() - here).isLessThan(400);
	}

	private SignedExchange pooled(int connections, int pending, UnaryOperator<HttpClient> customizer) {
		return new SignedExchange(TestPlatform.merchant(), SimulatedExchange.settings(this.simulator.baseUrl())
			.withPool(new PoolSettings(connections, pending, LIMIT, Duration.ofSeconds(6), Duration.ofMinutes(1))),
				Clock.systemUTC(), customizer);
	}

	private static long manyAtOnce(SignedExchange exchange, int calls) {
		return Objects.requireNonNull(answers(exchange, calls).block(LIMIT));
	}

	private static Mono<Long> answers(SignedExchange exchange, int calls) {
		return Flux.range(0, calls)
			.flatMap((i) -> exchange.exchange(POST).thenReturn(200).onErrorReturn(WechatPayApiException.class, 404),
					calls)
			.count();
	}

	private static String captured(ApiRequest request) throws Exception {
		try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			return captured(request, server, "http://127.0.0.1:" + server.getLocalPort());
		}
	}

	private static String captured(ApiRequest request, ServerSocket server, String baseUrl) throws Exception {
		CompletableFuture<String> received = new CompletableFuture<>();
		try (SignedExchange exchange = SimulatedExchange.to(URI.create(baseUrl))) {
			serve(server, "HTTP/1.1 204 No Content\r\n\r\n", received);
			exchange.exchange(request).onErrorComplete().block(LIMIT);
			assertThat(received).succeedsWithin(LIMIT);
		}
		return received.get();
	}

	private static void withRaw(String answer, Consumer<WechatPayTransportException> check) throws Exception {
		try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			serve(server, answer, new CompletableFuture<>());
			fails("http://127.0.0.1:" + server.getLocalPort(), check);
		}
	}

	/** Reads one request, writes raw bytes, closes. */
	private static void serve(ServerSocket server, String answer, CompletableFuture<String> received) {
		Thread thread = new Thread(() -> {
			try (Socket socket = server.accept()) {
				socket.setSoTimeout(300);
				received.complete(read(socket.getInputStream()));
				socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
				socket.getOutputStream().flush();
				socket.shutdownOutput();
			}
			catch (IOException ex) {
				received.completeExceptionally(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	private static String read(InputStream stream) throws IOException {
		var bytes = new ByteArrayOutputStream();
		try {
			for (int b = stream.read(); b != -1; b = stream.read()) {
				bytes.write(b);
			}
		}
		catch (SocketTimeoutException ex) {
			// the request is complete
		}
		return bytes.toString(StandardCharsets.UTF_8);
	}

	private static void fails(String baseUrl, Consumer<WechatPayTransportException> check) {
		try (SignedExchange exchange = SimulatedExchange.to(URI.create(baseUrl))) {
			StepVerifier.create(exchange.exchange(POST))
				.expectErrorSatisfies(
						(ex) -> assertThat(ex).isInstanceOfSatisfying(WechatPayTransportException.class, check))
				.verify(LIMIT);
		}
	}

}
