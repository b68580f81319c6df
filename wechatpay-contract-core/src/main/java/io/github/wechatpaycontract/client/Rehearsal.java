package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.Http11SslContextSpec;

/**
 * A call in advance, so that the first real one need not load what every call needs. It
 * goes through a client of its own, without proxy and customizers, to a socket of its own
 * on this host; nothing leaves this host.
 */
final class Rehearsal implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Rehearsal.class);

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private static final ApiRequest REQUEST = ApiRequest.post("/", Map.of("a", "b"), List.of());

	private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

	private final ServerSocket listener;

	private final ClientSettings settings = ClientSettings.DEFAULT.withMaxAttempts(1)
		.withTimeouts(new TimeoutSettings(LIMIT, LIMIT, LIMIT));

	private final HttpTransport transport = new HttpTransport(this.settings, UnaryOperator.identity());

	private Rehearsal(ServerSocket listener) {
		this.listener = listener;
	}

	static Rehearsal open() throws IOException {
		ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
		listener.setSoTimeout((int) LIMIT.toMillis());
		return new Rehearsal(listener);
	}

	/**
	 * Makes the call, and the first step of a TLS handshake. The answer is not signed, so
	 * the call fails in the end.
	 */
	Mono<Void> call(Function<ApiRequest, RequestSignature> signer, AnswerReader reader) {
		Mono<Void> answering = Mono.<Void>fromRunnable(this::answer).subscribeOn(Schedulers.boundedElastic());
		Mono<ApiAnswer> calling = exchange(signer, reader).onErrorComplete(WechatPayException.class);
		return Mono.when(answering, calling)
			.then(Mono.fromRunnable(() -> Json.read(REQUEST.body()).members()))
			.then(Mono.fromRunnable(Rehearsal::greet));
	}

	private Mono<ApiAnswer> exchange(Function<ApiRequest, RequestSignature> signer, AnswerReader reader) {
		URI url = URI.create("http://127.0.0.1:" + this.listener.getLocalPort());
		Hosts hosts = new Hosts(HostSettings.only(BaseUrl.of(url, false)), System::nanoTime);
		CallResources resources = new CallResources(this.settings, hosts, new RetryQuota(),
				new RetryPolicy(new Random()), System::nanoTime, () -> false);
		return new Call(REQUEST, resources,
				(attempt) -> this.transport.send(REQUEST, attempt, () -> signer.apply(REQUEST), Optional::empty)
					.map((answer) -> reader.read(REQUEST, attempt.signature(), answer)))
			.answer();
	}

	private void answer() {
		try (Socket caller = this.listener.accept()) {
			caller.setSoTimeout((int) LIMIT.toMillis());
			caller.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
			caller.shutdownOutput();
			caller.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			logger.debug("The rehearsal of a call was broken off", ex);
		}
	}

	/** The first message of a handshake is made and thrown away. */
	private static void greet() {
		try {
			SSLEngine engine = Http11SslContextSpec.forClient().sslContext().newEngine(ByteBufAllocator.DEFAULT);
			engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
			ReferenceCountUtil.release(engine);
		}
		catch (SSLException ex) {
			throw new IllegalStateException("This JVM has no TLS", ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.transport.close();
		this.listener.close();
	}

}
