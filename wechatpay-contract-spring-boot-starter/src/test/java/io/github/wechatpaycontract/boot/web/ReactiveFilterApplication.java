package io.github.wechatpaycontract.boot.web;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An application on Spring WebFlux with a filter that reads the body before us.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(EndpointApplication.class)
public class ReactiveFilterApplication {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	WebFilter cachingFilter() {
		return (exchange, chain) -> DataBufferUtils.join(exchange.getRequest().getBody())
			.map(ReactiveFilterApplication::bytes)
			.defaultIfEmpty(new byte[0])
			.flatMap((body) -> chain.filter(exchange.mutate().request(cached(exchange, body)).build()));
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 1)
	WebFilter formReadingFilter() {
		return (exchange, chain) -> exchange.getFormData().then(Mono.defer(() -> chain.filter(exchange)));
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static ServerHttpRequest cached(ServerWebExchange exchange, byte[] body) {
		return new ServerHttpRequestDecorator(exchange.getRequest()) {

			@Override
			public Flux<DataBuffer> getBody() {
				return Flux.defer(() -> Flux.just(exchange.getResponse().bufferFactory().wrap(body)));
			}

		};
	}

}
