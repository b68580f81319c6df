package io.github.wechatpaycontract.benchmarks.contender;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiFunction;

import io.github.wechatpaycontract.benchmarks.fixture.ExampleCall;
import io.github.wechatpaycontract.client.PoolSettings;
import io.github.wechatpaycontract.client.TimeoutSettings;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;

/**
 * Reactor Netty, configured as core configures it, without signatures.
 */
public final class PlainTransport {

	private static final byte[] BODY = ExampleCall.BODY.getBytes(StandardCharsets.UTF_8);

	private final HttpClient client;

	public PlainTransport(URI base) {
		SocketAddress address = InetSocketAddress.createUnresolved(base.getHost(), base.getPort());
		PoolSettings pool = PoolSettings.DEFAULT;
		TimeoutSettings timeouts = TimeoutSettings.DEFAULT;
		SslProvider.GenericSslContextSpec<?> tls = Http11SslContextSpec.forClient();
		this.client = HttpClient
			.create(ConnectionProvider.builder("plain")
				.maxConnections(pool.maxConnections())
				.pendingAcquireMaxCount(pool.maxPendingCalls())
				.pendingAcquireTimeout(pool.acquireTimeout())
				.maxIdleTime(pool.maxIdleTime())
				.maxLifeTime(pool.maxLifeTime())
				.evictInBackground(pool.maxIdleTime().dividedBy(2))
				.build())
			.remoteAddress(() -> address)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeouts.connect().toMillis())
			.responseTimeout(timeouts.response())
			.secure((ssl) -> ssl.sslContext(tls).handshakeTimeout(timeouts.connect()))
			.followRedirect(false)
			.compress(false)
			.disableRetry(true);
	}

	/**
	 * Returns the body that is sent.
	 * @return the bytes
	 */
	public static byte[] body() {
		return BODY;
	}

	public Mono<PlainAnswer> send(BiFunction<HttpClientRequest, NettyOutbound, Publisher<Void>> sender) {
		return this.client.post()
			.uri(ExampleCall.PATH)
			.send(sender)
			.response((http, content) -> content.asByteArray()
				.reduce(PlainTransport::join)
				.map((body) -> new PlainAnswer(http.responseHeaders(), body)))
			.single();
	}

	/**
	 * Sends the request at once.
	 * @param http the request
	 * @param outbound where it goes
	 * @param authorization the value of the header
	 * @return the end of sending
	 */
	public static NettyOutbound send(HttpClientRequest http, NettyOutbound outbound, String authorization) {
		HttpHeaders headers = http.requestHeaders();
		headers.set(HttpHeaderNames.ACCEPT, "application/json");
		headers.set(HttpHeaderNames.USER_AGENT, "wechatpay-contract/0.1.0 (Linux/6.1) Java/17 ReactorNetty/1.3");
		headers.set(HttpHeaderNames.AUTHORIZATION, authorization);
		headers.set("Wechatpay-Serial", ExampleCall.PUBLIC_KEY_ID);
		headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
		headers.set(HttpHeaderNames.CONTENT_LENGTH, BODY.length);
		return outbound.sendObject(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(BODY)));
	}

	private static byte[] join(byte[] body, byte[] piece) {
		byte[] joined = Arrays.copyOf(body, body.length + piece.length);
		System.arraycopy(piece, 0, joined, body.length, piece.length);
		return joined;
	}

	/**
	 * What came back.
	 *
	 * @param headers the headers
	 * @param body the bytes of the body
	 */
	public record PlainAnswer(HttpHeaders headers, byte[] body) {

	}

}
