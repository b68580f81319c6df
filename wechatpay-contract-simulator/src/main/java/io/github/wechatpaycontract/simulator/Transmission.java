package io.github.wechatpaycontract.simulator;

import java.time.Duration;
import java.util.Arrays;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Puts the body of an answer on the wire; status and header fields are set already.
 */
@FunctionalInterface
interface Transmission {

	Transmission WHOLE = (response, body) -> (body.length != 0) ? sized(response, body).sendByteArray(Mono.just(body))
			: response.send();

	/**
	 * What a GET would be answered, without the body.
	 */
	Transmission HEAD = (response, body) -> sized(response, body).send();

	Transmission ENDLESS = (response, body) -> {
		byte[] blanks = new byte[8192];
		Arrays.fill(blanks, (byte) ' ');
		return response.sendByteArray(Flux.just(body).concatWith(Flux.just(blanks).repeat()));
	};

	Transmission RESET = (response, body) -> Mono.defer(() -> reset(response));

	Transmission RESET_MID_BODY = (response, body) -> {
		byte[] half = Arrays.copyOf(body, body.length / 2);
		return flushed(sized(response, body), Flux.just(half).concatWith(Mono.defer(() -> reset(response))));
	};

	Publisher<Void> send(HttpServerResponse response, byte[] body);

	static Transmission dripping(Duration interval) {
		return (response, body) -> flushed(sized(response, body),
				Flux.range(0, body.length).delayElements(interval).map((index) -> new byte[] { body[index] }));
	}

	private static HttpServerResponse sized(HttpServerResponse response, byte[] body) {
		return response.header("Content-Length", Integer.toString(body.length));
	}

	private static Publisher<Void> flushed(HttpServerResponse response, Flux<byte[]> parts) {
		return response.send(parts.map(Unpooled::wrappedBuffer), (part) -> true);
	}

	/**
	 * Closes the connection so that the peer sees a reset, and never completes.
	 */
	private static <T> Mono<T> reset(HttpServerResponse response) {
		response.withConnection((connection) -> {
			connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
			connection.channel().close();
		});
		return Mono.never();
	}

}
