package io.github.wechatpaycontract.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.client.LoopClients.LoopClient;
import io.github.wechatpaycontract.merchant.PlatformKey;
import io.github.wechatpaycontract.merchant.RequestSignature;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyOutbound;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.resources.LoopResources;

/**
 * Sends signed bytes and receives bytes, over a pool of its own. Follows no redirect,
 * asks for no compression, repeats nothing by itself.
 * <p>
 * A request is signed when its connection is there, so that no signature grows old in a
 * queue and a call that is given up costs nothing, and on the thread of that connection:
 * any other costs more in handing over than it saves in waiting.
 */
final class HttpTransport implements AutoCloseable {

	private final ClientSettings settings;

	private final UnaryOperator<HttpClient> customizer;

	private @Nullable ChannelGroup channels;

	private final LoopPools pools = new LoopPools();

	private @Nullable LoopResources loops;

	private final List<AddressResolverGroup<?>> resolvers = new ArrayList<>();

	private volatile @Nullable LoopClients clients;

	private volatile boolean closed;

	HttpTransport(ClientSettings settings, UnaryOperator<HttpClient> customizer) {
		this.settings = settings;
		this.customizer = customizer;
	}

	/**
	 * Makes the clients at their first use, as their classes take long to load.
	 */
	private LoopClients clients() {
		requireOpen();
		LoopClients made = this.clients;
		return (made != null) ? made : create();
	}

	private synchronized LoopClients create() {
		requireOpen();
		LoopClients made = this.clients;
		if (made == null) {
			ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
			this.channels = channels;
			made = running(this.customizer.apply(new ConfiguredHttpClient(this.settings).over(this.pools))
				.doOnChannelInit((observer, channel, address) -> opened(channel, channels))
				.followRedirect(false)
				.compress(false)
				.disableRetry(true)
				.protocol(HttpProtocol.HTTP11));
			this.clients = made;
		}
		return made;
	}

	private void requireOpen() {
		if (this.closed) {
			throw new IllegalStateException("The connections are closed");
		}
	}

	/** On our event loops, unless a customizer chose others. */
	private LoopClients running(HttpClient client) {
		PoolSettings pool = this.settings.pool();
		if (client.configuration().loopResources() != HttpResources.get()) {
			return new LoopClients(List.of(pooled(client.resolver(resolver(client, client)), pool)));
		}
		LoopResources loops = (this.loops != null) ? this.loops : EventLoops.SHARED.join();
		this.loops = loops;
		HttpClient running = client.runOn(loops);
		HttpClient resolving = running.resolver(resolver(client, running));
		List<OneLoop> each = OneLoop.each(loops);
		if (!pool.isDivisible(each.size())) {
			return new LoopClients(List.of(pooled(resolving, pool)));
		}
		return new LoopClients(IntStream.range(0, each.size())
			.mapToObj((i) -> pooled(resolving.runOn(each.get(i)), pool.part(i, each.size())))
			.toList());
	}

	private LoopClient pooled(HttpClient client, PoolSettings pool) {
		HttpClientConfig configuration = client.configuration();
		EventLoopGroup loops = configuration.loopResources().onClient(configuration.isPreferNative());
		this.pools.add(configuration.loopResources(), loops, pool);
		return new LoopClient(client, loops.next(), pool.maxConnections());
	}

	/**
	 * The resolver of a customizer or a proxy stays, which {@code runOn} would replace.
	 */
	private AddressResolverGroup<?> resolver(HttpClient client, HttpClient running) {
		AddressResolverGroup<?> chosen = client.configuration().resolver();
		if (chosen == NoopAddressResolverGroup.INSTANCE) {
			return chosen;
		}
		return (chosen != null) ? limited(chosen) : resolver(running);
	}

	/**
	 * A name server that does not answer, or an address that is dead, leaves time for the
	 * backup.
	 */
	private AddressResolverGroup<InetSocketAddress> resolver(HttpClient client) {
		AddressResolverGroup<?> all = Objects
			.requireNonNull(client.resolver((resolver) -> resolver.queryTimeout(this.settings.timeouts().connect()))
				.configuration()
				.resolver());
		AddressResolverGroup<InetSocketAddress> limited = limited(all);
		this.resolvers.add(all);
		return (this.settings.hosts().backup() != null) ? ours(new FirstAddressResolverGroup(limited)) : limited;
	}

	@SuppressWarnings("unchecked") // every name resolves to such addresses
	private AddressResolverGroup<InetSocketAddress> limited(AddressResolverGroup<?> resolvers) {
		return ours(new LimitedResolverGroup((AddressResolverGroup<InetSocketAddress>) resolvers,
				this.settings.timeouts().connect()));
	}

	/** To be closed with the connections, as a resolver of the user's own is not. */
	private <T extends AddressResolverGroup<?>> T ours(T resolvers) {
		this.resolvers.add(resolvers);
		return resolvers;
	}

	/** Whatever a customizer says of TLS, its handshake ends in time. */
	private void opened(Channel channel, ChannelGroup channels) {
		channels.add(channel);
		SslHandler tls = channel.pipeline().get(SslHandler.class);
		if (tls != null) {
			tls.setHandshakeTimeout(this.settings.timeouts().connect().toMillis(), TimeUnit.MILLISECONDS);
		}
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
		return Mono.defer(() -> clients().call((client) -> exchange(client, request, attempt, signer, answerKey)))
			.onErrorMap((ex) -> this.closed, this::closed);
	}

	/**
	 * Whatever fails then fails because of it, in one of many ways; a pool may even have
	 * been made anew.
	 */
	private Throwable closed(Throwable ex) {
		this.pools.dispose();
		return new IOException("The connections were closed", ex);
	}

	private Mono<HttpAnswer> exchange(HttpClient client, ApiRequest request, Attempt attempt,
			Supplier<RequestSignature> signer, Supplier<Optional<PlatformKey>> answerKey) {
		return client.request(HttpMethod.valueOf(request.method()))
			.uri(attempt.host().url().uri() + request.pathAndQuery())
			.send((http, outbound) -> {
				outbound.withConnection((connection) -> attempt.connected(connection.channel()));
				return Mono.defer(() -> {
					headers(http.requestHeaders(), request, answerKey.get());
					return send(http, outbound, request, attempt, signer.get());
				});
			})
			.response((http, content) -> {
				attempt.answered();
				return content.asByteArray()
					.reduceWith(ByteArrayOutputStream::new, this::append)
					.map((body) -> new HttpAnswer(http.status().code(), http.responseHeaders(), body.toByteArray()));
			})
			.single()
			.cancelOn(Schedulers.fromExecutor(attempt::run));
	}

	private Mono<Void> send(HttpClientRequest http, NettyOutbound outbound, ApiRequest request, Attempt attempt,
			RequestSignature signature) {
		http.requestHeaders().set(HttpHeaderNames.AUTHORIZATION, signature.authorization());
		if (!attempt.sending(signature)) {
			return Mono.never(); // until the connection is closed, which is on its way
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

	private ByteArrayOutputStream append(ByteArrayOutputStream body, byte[] chunk) {
		if (body.size() + chunk.length > this.settings.maxAnswerBytes()) {
			throw new AnswerTooLargeException();
		}
		body.writeBytes(chunk);
		return body;
	}

	/**
	 * Tries to reach a host, without a signature. Any answer will do, if it comes in
	 * time.
	 */
	Mono<Void> probe(Host host) {
		return clients().call((client) -> client.head().uri(host.url().uri().toString() + "/").response())
			.then()
			.timeout(this.settings.timeouts().call());
	}

	/**
	 * Makes the client, without a connection, and with the TLS that it would not load
	 * before it has one.
	 */
	Mono<Void> warmUp() {
		return Mono.defer(() -> clients().first().warmup()).then(Mono.defer(() -> clients().first().secure().warmup()));
	}

	@Override
	public void close() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
		}
		// Not under a lock, as the owners of waiting calls are told here.
		this.pools.dispose();
		if (this.channels != null) {
			this.channels.close();
		}
		this.resolvers.forEach(AddressResolverGroup::close);
		if (this.loops != null) {
			EventLoops.SHARED.leave();
		}
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
