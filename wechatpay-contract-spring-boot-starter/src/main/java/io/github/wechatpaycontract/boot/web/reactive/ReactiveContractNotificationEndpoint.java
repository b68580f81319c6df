package io.github.wechatpaycontract.boot.web.reactive;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.boot.web.NotificationBodyLimits;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Receives notifications on Spring WebFlux: reads the raw bytes, up to a size and until a
 * deadline, before anything decodes them. Answers any method at exactly the path of a
 * merchant.
 */
public final class ReactiveContractNotificationEndpoint implements RouterFunction<ServerResponse> {

	private final ReactiveMerchantResolver merchants;

	private final NotificationReceiver receiver;

	private final NotificationBodyLimits limits;

	private final ApplicationContext context;

	/**
	 * Creates the endpoint.
	 * @param merchants tells whose notifications arrive with a request
	 * @param receiver turns notifications into answers
	 * @param limits how much to read
	 * @param context the context whose server receives notifications; a management server
	 * on a port of its own finds this bean as well
	 */
	public ReactiveContractNotificationEndpoint(ReactiveMerchantResolver merchants, NotificationReceiver receiver,
			NotificationBodyLimits limits, ApplicationContext context) {
		this.merchants = merchants;
		this.receiver = receiver;
		this.limits = limits;
		this.context = context;
	}

	@Override
	public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		if (this.context != request.exchange().getApplicationContext()) {
			return Mono.empty();
		}
		return this.merchants.resolve(request.exchange().getRequest())
			.map((merchant) -> (received) -> handle(received, merchant.notificationVerifier()));
	}

	private Mono<ServerResponse> handle(ServerRequest request, NotificationVerifier verifier) {
		if (!HttpMethod.POST.equals(request.method())) {
			return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED).allow(HttpMethod.POST).build();
		}
		if (request.headers().contentLength().orElse(0) > this.limits.maxBytes()) {
			return this.receiver.refuse(verifier, NotificationAnswer.TOO_LARGE, "the body is too large")
				.flatMap(ReactiveContractNotificationEndpoint::response);
		}
		Map<String, List<String>> headers = SignatureVerifier.HEADERS.stream()
			.collect(Collectors.toMap(Function.identity(), request.headers()::header));
		return body(request).flatMap((body) -> this.receiver.receive(verifier, headers::get, body))
			.onErrorResume((ex) -> refused(verifier, ex))
			.flatMap(ReactiveContractNotificationEndpoint::response);
	}

	/** Receiving fails in no way, so this is about reading. */
	private Mono<NotificationAnswer> refused(NotificationVerifier verifier, Throwable ex) {
		if (ex instanceof DataBufferLimitException) {
			return this.receiver.refuse(verifier, NotificationAnswer.TOO_LARGE, "the body is too large");
		}
		return this.receiver.refuse(verifier, NotificationAnswer.NOT_AUTHENTIC,
				(ex instanceof TimeoutException) ? "the body did not arrive in time" : "the body did not arrive whole");
	}

	private Mono<byte[]> body(ServerRequest request) {
		return DataBufferUtils.join(request.exchange().getRequest().getBody(), this.limits.maxBytes())
			.map(ReactiveContractNotificationEndpoint::bytes)
			.defaultIfEmpty(new byte[0])
			.timeout(this.limits.timeout());
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
