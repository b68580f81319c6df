package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLException;

import io.github.wechatpaycontract.WechatPayException;
import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.merchant.RequestSignature;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A call in advance, so that the first real one need not load what every call needs. It
 * goes through a client of its own, without proxy and customizers, to a socket of its own
 * on this host; nothing leaves this host.
 */
final class Rehearsal implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Rehearsal.class);

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

	private final ApiRequest request = ApiRequest.post("/", new Body("a", 1L, null), List.of());

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
	 * Makes the call, and what can be made of a TLS handshake. The answer is not signed,
	 * so the call fails in the end.
	 */
	Mono<Void> call(Function<ApiRequest, RequestSignature> signer, AnswerReader reader) {
		Mono<Void> answering = Mono.<Void>fromRunnable(this::answer).subscribeOn(Schedulers.boundedElastic());
		Mono<ApiAnswer> calling = exchange(signer, reader).onErrorComplete(WechatPayException.class);
		return Mono.when(answering, calling)
			.then(Mono.fromRunnable(() -> Json.read(this.request.body()).members()))
			.then(Mono.fromRunnable(Rehearsal::greet))
			.then(Mono.fromRunnable(Rehearsal::checkCertificate));
	}

	private Mono<ApiAnswer> exchange(Function<ApiRequest, RequestSignature> signer, AnswerReader reader) {
		URI url = URI.create("http://127.0.0.1:" + this.listener.getLocalPort());
		Hosts hosts = new Hosts(HostSettings.only(BaseUrl.of(url, false)), System::nanoTime);
		CallResources resources = new CallResources(this.settings, hosts, new RetryQuota(),
				new RetryPolicy(new Random()), System::nanoTime, () -> false);
		return new Call(this.request, resources,
				(attempt) -> this.transport
					.send(this.request, attempt, () -> signer.apply(this.request), Optional::empty)
					.map((answer) -> reader.read(this.request, attempt.signature(), answer)))
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

	private static void greet() {
		try {
			TlsRehearsal.greet();
		}
		catch (SSLException ex) {
			throw new IllegalStateException("This JVM has no TLS", ex);
		}
	}

	/** Says nothing of later calls, whose trust may be another. */
	private static void checkCertificate() {
		try {
			TlsRehearsal.check();
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			logger.debug("The check of a certificate could not be rehearsed", ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.transport.close();
		this.listener.close();
	}

	/**
	 * Holds one of each that requests do.
	 */
	private record Body(String text, Long number, @Nullable String absent) {

	}

}
