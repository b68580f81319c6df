package io.github.wechatpaycontract.boot.web.reactive;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.boot.web.NotificationEndpointSettings;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Receives notifications on Spring WebFlux: reads the raw bytes, up to a size and until a
 * deadline, before anything decodes them.
 */
public final class ReactiveContractNotificationEndpoint implements HandlerFunction<ServerResponse> {

	private final NotificationReceiver receiver;

	private final NotificationEndpointSettings settings;

	/**
	 * Creates the endpoint.
	 * @param receiver turns notifications into answers
	 * @param settings where and how much to read
	 */
	public ReactiveContractNotificationEndpoint(NotificationReceiver receiver, NotificationEndpointSettings settings) {
		this.receiver = receiver;
		this.settings = settings;
	}

	/**
	 * Returns the route to this endpoint: any method, the exact path. A management server
	 * on a port of its own finds the route as well, so it is tied to one context.
	 * @param context the context whose server receives notifications
	 * @return the route
	 */
	public RouterFunction<ServerResponse> route(ApplicationContext context) {
		return RouterFunctions.route((request) -> request.uri().getRawPath().equals(this.settings.path())
				&& context == request.exchange().getApplicationContext(), this);
	}

	@Override
	public Mono<ServerResponse> handle(ServerRequest request) {
		if (!HttpMethod.POST.equals(request.method())) {
			return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED).allow(HttpMethod.POST).build();
		}
		if (request.headers().contentLength().orElse(0) > this.settings.maxBodyBytes()) {
			return response(this.receiver.refuse(NotificationAnswer.TOO_LARGE, "the body is too large"));
		}
		Map<String, List<String>> headers = SignatureVerifier.HEADERS.stream()
			.collect(Collectors.toMap(Function.identity(), request.headers()::header));
		return body(request).flatMap((body) -> this.receiver.receive(headers::get, body))
			.onErrorResume((ex) -> Mono.just(refused(ex)))
			.flatMap(ReactiveContractNotificationEndpoint::response);
	}

	/** Receiving fails in no way, so this is about reading. */
	private NotificationAnswer refused(Throwable ex) {
		if (ex instanceof DataBufferLimitException) {
			return this.receiver.refuse(NotificationAnswer.TOO_LARGE, "the body is too large");
		}
		return this.receiver.refuse(NotificationAnswer.NOT_AUTHENTIC,
				(ex instanceof TimeoutException) ? "the body did not arrive in time" : "the body did not arrive whole");
	}

	private Mono<byte[]> body(ServerRequest request) {
		return DataBufferUtils.join(request.exchange().getRequest().getBody(), this.settings.maxBodyBytes())
			.map(ReactiveContractNotificationEndpoint::bytes)
			.defaultIfEmpty(new byte[0])
			.timeout(this.settings.bodyTimeout());
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static Mono<ServerResponse> response(NotificationAnswer answer) {
		ServerResponse.BodyBuilder response = ServerResponse.status(answer.status());
		return (answer == NotificationAnswer.ACKNOWLEDGED) ? response.build()
				: response.contentType(MediaType.APPLICATION_JSON).bodyValue(answer.body());
	}

}
