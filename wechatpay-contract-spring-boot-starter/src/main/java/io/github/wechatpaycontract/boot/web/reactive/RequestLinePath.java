package io.github.wechatpaycontract.boot.web.reactive;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import reactor.core.publisher.Mono;

/**
 * Remembers the path of each request as it stands in the request line, before a
 * {@code Forwarded} header changes it.
 */
public final class RequestLinePath implements HttpHandlerDecoratorFactory {

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> {
			String path = request.getURI().getRawPath();
			return handler.handle(request, response)
				.contextWrite((context) -> context.put(RequestLinePath.class, path));
		};
	}

	/**
	 * Returns the path of a request.
	 * @param request the request as it is now, asked if nobody remembers
	 * @return the path, encoded
	 */
	static Mono<String> of(ServerHttpRequest request) {
		return Mono.deferContextual((context) -> Mono
			.just(context.<String>getOrEmpty(RequestLinePath.class).orElseGet(request.getURI()::getRawPath)));
	}

}
