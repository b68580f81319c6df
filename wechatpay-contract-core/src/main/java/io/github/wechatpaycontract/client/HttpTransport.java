package io.github.wechatpaycontract.client;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Sends signed bytes and receives bytes, over a pool of its own. Follows no redirect,
 * asks for no compression, repeats nothing by itself.
 */
final class HttpTransport implements AutoCloseable {

	/** The server closes idle connections after 8 s. */
	private static final Duration MAX_IDLE = Duration.ofSeconds(6);

	private final ClientSettings settings;

	private final String platformSerial;

	private final ConnectionProvider connections;

	private final HttpClient client;

	HttpTransport(ClientSettings settings, String platformSerial, UnaryOperator<HttpClient> customizer) {
		this.settings = settings;
		this.platformSerial = platformSerial;
		this.connections = ConnectionProvider.builder("wechatpay")
			.maxConnections(settings.maxConnections())
			.pendingAcquireMaxCount(16 * settings.maxConnections())
			.pendingAcquireTimeout(settings.callTimeout().multipliedBy(3).dividedBy(4))
			.maxIdleTime(MAX_IDLE)
			.evictInBackground(MAX_IDLE.dividedBy(2))
			.build();
		this.client = customizer
			.apply(HttpClient.create(this.connections)
				.option(ChannelOption.CONNECT_TIMEOUT_MILLIS,
						(int) Math.min(Integer.MAX_VALUE, settings.connectTimeout().toMillis()))
				.responseTimeout(settings.responseTimeout()))
			.followRedirect(false)
			.compress(false)
			.disableRetry(true);
	}

	Mono<HttpAnswer> send(ApiRequest request, String authorization, AtomicBoolean sent) {
		return this.client.request(HttpMethod.valueOf(request.method()))
			.uri(this.settings.baseUrl().uri() + request.pathAndQuery())
			.send((http, outbound) -> {
				headers(http.requestHeaders(), request, authorization);
				sent.set(true);
				return outbound.sendObject(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body())));
			})
			.response((http, content) -> content.asByteArray()
				.reduceWith(ByteArrayOutputStream::new, this::append)
				.map((body) -> new HttpAnswer(http.status().code(), http.responseHeaders(), body.toByteArray())))
			.single();
	}

	private void headers(HttpHeaders headers, ApiRequest request, String authorization) {
		headers.set(HttpHeaderNames.ACCEPT, "application/json");
		headers.set(HttpHeaderNames.USER_AGENT, UserAgent.VALUE);
		headers.set(HttpHeaderNames.AUTHORIZATION, authorization);
		headers.set("Wechatpay-Serial", this.platformSerial);
		if (request.body().length > 0) {
			headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
			headers.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
		}
	}

	private ByteArrayOutputStream append(ByteArrayOutputStream body, byte[] chunk) {
		if (body.size() + chunk.length > this.settings.maxAnswerBytes()) {
			throw new AnswerTooLargeException();
		}
		body.writeBytes(chunk);
		return body;
	}

	@Override
	public void close() {
		this.connections.dispose();
	}

	/**
	 * Ends the reception of an answer that is larger than any answer may be.
	 */
	static final class AnswerTooLargeException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		AnswerTooLargeException() {
			super(null, null, false, false);
		}

	}

}
