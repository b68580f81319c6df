package io.github.wechatpaycontract.boot.web.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.wechatpaycontract.boot.web.NotificationEndpointSettings;
import io.github.wechatpaycontract.merchant.SignatureVerifier;
import io.github.wechatpaycontract.notification.NotificationAnswer;
import io.github.wechatpaycontract.notification.NotificationReceiver;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Receives notifications on Spring MVC: reads the raw bytes, up to a size and until a
 * deadline, before anything binds or converts them.
 */
public final class ServletContractNotificationEndpoint implements HandlerFunction<ServerResponse> {

	/** How many container threads slow bodies may hold. */
	private static final int MAX_READERS = 64;

	private final Semaphore readers = new Semaphore(MAX_READERS);

	private final NotificationReceiver receiver;

	private final NotificationEndpointSettings settings;

	/**
	 * Creates the endpoint.
	 * @param receiver turns notifications into answers
	 * @param settings where and how much to read
	 */
	public ServletContractNotificationEndpoint(NotificationReceiver receiver, NotificationEndpointSettings settings) {
		this.receiver = receiver;
		this.settings = settings;
	}

	/**
	 * Returns the route to this endpoint: any method, the exact path.
	 * @return the route
	 */
	public RouterFunction<ServerResponse> route() {
		return RouterFunctions.route((request) -> request.servletRequest().getRequestURI().equals(this.settings.path()),
				this);
	}

	@Override
	public ServerResponse handle(ServerRequest request) throws IOException {
		if (!HttpMethod.POST.equals(request.method())) {
			return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED).allow(HttpMethod.POST).build();
		}
		if (request.headers().contentLength().orElse(0) > this.settings.maxBodyBytes()) {
			return response(this.receiver.refuse(NotificationAnswer.TOO_LARGE, "the body is too large"));
		}
		if (!this.readers.tryAcquire()) {
			return response(this.receiver.refuse(NotificationAnswer.BUSY, "too many bodies arrive at once"));
		}
		byte[] body;
		try {
			body = new BoundedBody(this.settings).read(request.servletRequest().getInputStream());
		}
		catch (RefusedBodyException ex) {
			return response(this.receiver.refuse(ex.answer(), ex.getMessage()));
		}
		finally {
			this.readers.release();
		}
		return response(receive(request, body));
	}

	private NotificationAnswer receive(ServerRequest request, byte[] body) {
		Map<String, List<String>> headers = SignatureVerifier.HEADERS.stream()
			.collect(Collectors.toMap(Function.identity(), request.headers()::header));
		return Objects.requireNonNull(this.receiver.receive(headers::get, body).block());
	}

	private static ServerResponse response(NotificationAnswer answer) {
		ServerResponse.BodyBuilder response = ServerResponse.status(answer.status());
		return (answer == NotificationAnswer.ACKNOWLEDGED) ? response.build()
				: response.contentType(MediaType.APPLICATION_JSON).body(answer.body());
	}

}
