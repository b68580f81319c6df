package io.github.wechatpaycontract.simulator;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * The socket: reads requests whole, has them answered off the event loop, writes answers.
 */
final class Server {

	private static final Logger logger = LoggerFactory.getLogger(Server.class);

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
		this.server = listen(loops, port);
	}

	private DisposableServer listen(LoopResources loops, int port) {
		try {
			return HttpServer.create()
				.host("127.0.0.1")
				.port(port)
				.runOn(loops)
				.channelGroup(new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE))
				.idleTimeout(Duration.ofSeconds(8))
				.handle(this::handle)
				.bindNow(Duration.ofSeconds(10));
		}
		catch (ChannelBindException ex) {
			throw new PortUnavailableException(port, ex);
		}
	}

	int port() {
		return this.server.port();
	}

	/**
	 * Stops listening and waits for answers that are on their way.
	 * @param limit how long at most, since a fault may hold an answer for ever
	 */
	void close(Duration limit) {
		try {
			this.server.disposeNow(limit);
		}
		catch (IllegalStateException ex) {
			logger.debug("Answers are cut that were not given within {}", limit);
		}
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		return read(request).publishOn(this.scheduler)
			.flatMap((body) -> answerInTime(request, body.toByteArray()))
			.onErrorResume(TooLarge.class, (ex) -> Mono.just(tooLarge()))
			.flatMap((answer) -> Mono.from(write(answer, response)));
	}

	/**
	 * What releases the answer is settled before anybody can know of the request, so that
	 * no release comes too early for it.
	 */
	private Mono<Answer> answerInTime(HttpServerRequest request, byte[] body) {
		Mono<Void> released = this.answers.gate();
		return answer(request, body).flatMap((answer) -> before(answer, released).thenReturn(answer));
	}

	private Mono<Answer> answer(HttpServerRequest request, byte[] body) {
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		request.requestHeaders().forEach((header) -> headers.add(Map.entry(header.getKey(), header.getValue())));
		ReceivedRequest received = new ReceivedRequest(request.method().name(), request.uri(),
				new HeaderFields(headers), body, false, this.platform.now());
		return Desk.isFor(request.uri()) ? this.desk.answer(received) : Mono.just(this.api.answer(received));
	}

	private Mono<Void> before(Answer answer, Mono<Void> released) {
		Mono<Void> held = answer.held() ? released : Mono.empty();
		return answer.delay().isZero() ? held : held.then(Mono.delay(answer.delay(), this.scheduler).then());
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
