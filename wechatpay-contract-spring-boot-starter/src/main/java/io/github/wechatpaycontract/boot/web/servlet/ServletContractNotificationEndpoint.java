package io.github.wechatpaycontract.boot.web.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
		try {
			byte[] body = new BoundedBody(this.settings).read(request.servletRequest().getInputStream());
			return response(receive(request, body));
		}
		catch (RefusedBodyException ex) {
			return response(ex.answer());
		}
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
