package io.github.wechatpaycontract.simulator;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * The socket: reads requests whole, has them answered off the event loop, writes answers.
 */
final class Server {

	private static final int LARGEST_BODY = 1024 * 1024;

	private final Platform platform;

	private final Api api;

	private final Desk desk;

	private final Answers answers;

	private final Scheduler scheduler;

	private final DisposableServer server;

	Server(Platform platform, Api api, Desk desk, Answers answers, Scheduler scheduler, LoopResources loops, int port) {
		this.platform = platform;
		this.api = api;
		this.desk = desk;
		this.answers = answers;
		this.scheduler = scheduler;
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(port)
			.runOn(loops)
			.idleTimeout(Duration.ofSeconds(8))
			.handle(this::handle)
			.bindNow(Duration.ofSeconds(10));
	}

	int port() {
		return this.server.port();
	}

	Mono<Void> disposeLater() {
		this.server.dispose();
		return this.server.onDispose();
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		return read(request).publishOn(this.scheduler)
			.flatMap((body) -> answer(request, body.toByteArray()))
			.onErrorResume(TooLarge.class, (ex) -> Mono.just(tooLarge()))
			.flatMap((answer) -> before(answer).then(Mono.defer(() -> Mono.from(write(answer, response)))));
	}

	private Mono<Answer> answer(HttpServerRequest request, byte[] body) {
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		request.requestHeaders().forEach((header) -> headers.add(Map.entry(header.getKey(), header.getValue())));
		ReceivedRequest received = new ReceivedRequest(request.method().name(), request.uri(),
				new HeaderFields(headers), body, false, this.platform.now());
		return Desk.isFor(request.uri()) ? this.desk.answer(received) : Mono.just(this.api.answer(received));
	}

	private Mono<Void> before(Answer answer) {
		Mono<Void> released = answer.held() ? this.answers.gate() : Mono.empty();
		return answer.delay().isZero() ? released : released.then(Mono.delay(answer.delay(), this.scheduler).then());
	}

	private Publisher<Void> write(Answer answer, HttpServerResponse response) {
		response.status(answer.status());
		PlatformKey key = Objects.requireNonNullElseGet(answer.key(), () -> this.platform.first().notifying());
		answer.signing().apply(answer.fields(), answer.body(), this.platform, key).forEach(response::addHeader);
		return answer.transmission().send(response, answer.body());
	}

	private static Mono<ByteArrayOutputStream> read(HttpServerRequest request) {
		return request.receive().asByteArray().collect(ByteArrayOutputStream::new, (body, part) -> {
			if (body.size() + part.length > LARGEST_BODY) {
				throw new TooLarge();
			}
			body.writeBytes(part);
		});
	}

	private static Answer tooLarge() {
		return new Refusal(413, "INVALID_REQUEST", "request body is larger than 1 MiB").answer(Signing.NONE)
			.field("Connection", "close");
	}

	/**
	 * Raised when a body grows too large.
	 */
	private static final class TooLarge extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
