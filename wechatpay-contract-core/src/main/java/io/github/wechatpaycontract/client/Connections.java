package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.github.wechatpaycontract.client.LoopClients.LoopClient;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.resources.LoopResources;

/**
 * The HTTP clients of one transport, and all that is to be closed with them.
 */
final class Connections implements AutoCloseable {

	private final ClientSettings settings;

	private final ConfiguredHttpClient configured;

	private final LoopPools pools = new LoopPools();

	private final Resolvers resolvers;

	private @Nullable ChannelGroup channels;

	private @Nullable LoopResources loops;

	private volatile @Nullable LoopClients clients;

	private volatile boolean closed;

	Connections(ClientSettings settings, UnaryOperator<HttpClient> customizer) {
		this.settings = settings;
		this.configured = new ConfiguredHttpClient(settings, customizer);
		this.resolvers = new Resolvers(settings);
	}

	/**
	 * Makes the clients at their first use, as their classes take long to load.
	 */
	LoopClients clients() {
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
			made = running(this.configured.over(this.pools)
				.doOnChannelInit((observer, channel, address) -> channels.add(channel)));
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
			return new LoopClients(List.of(pooled(client.resolver(this.resolvers.of(client, client)), pool)));
		}
		LoopResources loops = (this.loops != null) ? this.loops : EventLoops.SHARED.join();
		this.loops = loops;
		HttpClient running = client.runOn(loops);
		HttpClient resolving = running.resolver(this.resolvers.of(client, running));
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

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Whatever fails when they are closed fails because of it, in one of many ways; a
	 * pool may even have been made anew.
	 */
	Throwable becauseClosed(Throwable ex) {
		this.pools.dispose();
		return new IOException("The connections were closed", ex);
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
		this.resolvers.close();
		if (this.loops != null) {
			EventLoops.SHARED.leave();
		}
	}

}
