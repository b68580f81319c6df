package io.github.wechatpaycontract.boot.web.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.boot.web.NotificationBodyLimits;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import io.github.wechatpaycontract.notification.NotificationVerifier;
import io.github.wechatpaycontract.registry.MerchantRegistry;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Receives notifications on Spring MVC: reads the raw bytes, up to a size and until a
 * deadline, before anything binds or converts them. Answers any method at exactly the
 * path of a merchant.
 */
public final class ServletContractNotificationEndpoint implements RouterFunction<ServerResponse> {

	/** How many container threads slow bodies may hold. */
	private static final int MAX_READERS = 64;

	private final Semaphore readers = new Semaphore(MAX_READERS);

	private final MerchantRegistry registry;

	private final NotificationReceiver receiver;

	private final NotificationBodyLimits limits;

	/**
	 * Creates the endpoint.
	 * @param registry tells whose notifications arrive at a path
	 * @param receiver turns notifications into answers
	 * @param limits how much to read
	 */
	public ServletContractNotificationEndpoint(MerchantRegistry registry, NotificationReceiver receiver,
			NotificationBodyLimits limits) {
		this.registry = registry;
		this.receiver = receiver;
		this.limits = limits;
	}

	@Override
	public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		return this.registry.atNotificationPath(request.servletRequest().getRequestURI())
			.map((merchant) -> (received) -> handle(received, merchant.notificationVerifier()));
	}

	private ServerResponse handle(ServerRequest request, NotificationVerifier verifier) {
		if (!HttpMethod.POST.equals(request.method())) {
			return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED).allow(HttpMethod.POST).build();
		}
		if (request.headers().contentLength().orElse(0) > this.limits.maxBytes()) {
			return refused(verifier, NotificationAnswer.TOO_LARGE, "the body is too large");
		}
		if (!this.readers.tryAcquire()) {
			return refused(verifier, NotificationAnswer.BUSY, "too many bodies arrive at once");
		}
		byte[] body;
		try {
			body = new BoundedBody(this.limits).read(request.servletRequest().getInputStream());
		}
		catch (RefusedBodyException ex) {
			return refused(verifier, ex.answer(), ex.getMessage());
		}
		catch (IOException ex) {
			return refused(verifier, NotificationAnswer.NOT_AUTHENTIC, "the body did not arrive whole");
		}
		finally {
			this.readers.release();
		}
		return response(receive(verifier, request, body));
	}

	private ServerResponse refused(NotificationVerifier verifier, NotificationAnswer answer, String reason) {
		return response(this.receiver.refuse(verifier, answer, reason));
	}

	private Mono<NotificationAnswer> receive(NotificationVerifier verifier, ServerRequest request, byte[] body) {
		Map<String, List<String>> headers = SignatureVerifier.HEADERS.stream()
			.collect(Collectors.toMap(Function.identity(), request.headers()::header));
		return this.receiver.receive(verifier, headers::get, body);
	}

	private static ServerResponse response(Mono<NotificationAnswer> received) {
		NotificationAnswer answer = Objects.requireNonNull(received.block());
		ServerResponse.BodyBuilder response = ServerResponse.status(answer.status());
		return (answer == NotificationAnswer.ACKNOWLEDGED) ? response.build()
				: response.contentType(MediaType.APPLICATION_JSON).body(answer.body());
	}

}
