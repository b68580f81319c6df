package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;

/**
 * Sends signed bytes and receives bytes, over a pool of its own. Follows no redirect,
 * asks for no compression, repeats nothing by itself.
 * <p>
 * A request is signed when its connection is there, so that no signature grows old in a
 * queue and a call that is given up costs nothing; on any event loop, but sent on that of
 * the connection.
 */
final class HttpTransport implements AutoCloseable {

	private final ClientSettings settings;

	private final Connections connections;

	HttpTransport(ClientSettings settings, UnaryOperator<HttpClient> customizer) {
		this.settings = settings;
		this.connections = new Connections(settings, customizer);
	}

	/**
	 * Sends a request.
	 * @param request the request
	 * @param attempt where it goes
	 * @param signer signs it when the connection is there
	 * @param answerKey the key that is to sign the answer, as WeChat Pay is told
	 */
	Mono<HttpAnswer> send(ApiRequest request, Attempt attempt, Supplier<RequestSignature> signer,
			Supplier<Optional<PlatformKey>> answerKey) {
		return Mono.defer(() -> exchange(this.connections.clients(), request, attempt, signer, answerKey))
			.onErrorMap((ex) -> this.connections.isClosed(), this.connections::becauseClosed);
	}

	private Mono<HttpAnswer> exchange(HostClients clients, ApiRequest request, Attempt attempt,
			Supplier<RequestSignature> signer, Supplier<Optional<PlatformKey>> answerKey) {
		Scheduler connectionThread = Schedulers.fromExecutor(attempt::run);
		return clients.of(attempt.host().url())
			.request(HttpMethod.valueOf(request.method()))
			.uri(request.pathAndQuery())
			.send((http, outbound) -> {
				outbound.withConnection((connection) -> attempt.connected(connection.channel()));
				return Mono.fromSupplier(() -> attempt.isGivenUp() ? null : signer.get())
					.subscribeOn(clients.loops().signing())
					.switchIfEmpty(Mono.never()) // until the connection is closed
					.publishOn(connectionThread)
					.flatMap((signature) -> {
						headers(http.requestHeaders(), request, answerKey.get());
						return send(http, outbound, request, attempt, signature);
					});
			})
			.response((http, content) -> {
				if (!attempt.isSent()) {
					return Mono.error(new IOException("An answer before the request was sent"));
				}
				attempt.answered();
				return content.asByteArray()
					.reduceWith(() -> new AnswerBody(this.settings.maxAnswerBytes()), AnswerBody::append)
					.map((body) -> new HttpAnswer(http.status().code(), http.responseHeaders(), body.bytes()));
			})
			.single()
			.cancelOn(connectionThread)
			.doOnError((ex) -> attempt.giveUp())
			.doOnCancel(attempt::giveUp);
	}

	private Mono<Void> send(HttpClientRequest http, NettyOutbound outbound, ApiRequest request, Attempt attempt,
			RequestSignature signature) {
		http.requestHeaders().set(HttpHeaderNames.AUTHORIZATION, signature.authorization());
		if (!attempt.sending(signature)) {
			return Mono.never();
		}
		return outbound.sendObject(Unpooled.wrappedBuffer(request.body())).then();
	}

	private static void headers(HttpHeaders headers, ApiRequest request, Optional<PlatformKey> answerKey) {
		headers.set(HttpHeaderNames.ACCEPT, "application/json");
		headers.set(HttpHeaderNames.USER_AGENT, UserAgent.VALUE);
		answerKey.ifPresent((key) -> headers.set("Wechatpay-Serial", key.serial()));
		if (request.body().length > 0) {
			headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
			headers.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
		}
	}

	/**
	 * Tries to reach a host, without a signature. Any answer will do, if it comes in
	 * time.
	 */
	Mono<Void> probe(Host host) {
		return Mono.defer(() -> this.connections.clients().of(host.url()).head().uri("/").response())
			.then()
			.timeout(this.settings.timeouts().call());
	}

	/**
	 * Makes the client of the first host, without a connection, and with the TLS that it
	 * would not load before it has one.
	 */
	Mono<Void> warmUp() {
		return Mono.defer(() -> this.connections.clients().of(this.settings.hosts().primary()).warmup());
	}

	@Override
	public void close() {
		this.connections.close();
	}

}
