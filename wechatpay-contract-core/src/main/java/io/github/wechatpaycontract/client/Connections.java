package io.github.wechatpaycontract.client;

import java.io.IOException;
import java.util.Objects;
import java.util.function.UnaryOperator;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.resources.ConnectionProvider;

/**
 * The HTTP clients of one transport, and all that is to be closed with them.
 */
final class Connections implements AutoCloseable {

	private final ClientSettings settings;

	private final ConfiguredHttpClient configured;

	private final Resolvers resolvers;

	private @Nullable ChannelGroup channels;

	private @Nullable Loops shared;

	private volatile @Nullable ConnectionProvider pool;

	private volatile @Nullable HostClients clients;

	private volatile boolean closed;

	Connections(ClientSettings settings, UnaryOperator<HttpClient> customizer) {
		this.settings = settings;
		this.configured = new ConfiguredHttpClient(settings, customizer);
		this.resolvers = new Resolvers(settings);
	}

	/**
	 * Makes the clients at their first use, as their classes take long to load.
	 */
	HostClients clients() {
		requireOpen();
		HostClients made = this.clients;
		return (made != null) ? made : create();
	}

	private synchronized HostClients create() {
		requireOpen();
		HostClients made = this.clients;
		if (made == null) {
			ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
			this.channels = channels;
			made = running(this.configured.over(pool())
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

	private ConnectionProvider pool() {
		ConnectionProvider made = this.pool;
		if (made == null) {
			PoolSettings settings = this.settings.pool();
			made = ConnectionProvider.builder("wechatpay")
				.maxConnections(settings.maxConnections())
				.pendingAcquireMaxCount(settings.maxPendingCalls())
				.pendingAcquireTimeout(settings.acquireTimeout())
				.pendingAcquireTimer(
						(task, delay) -> Objects.requireNonNull(this.clients).loops().timer().apply(task, delay))
				.maxIdleTime(settings.maxIdleTime())
				.maxLifeTime(settings.maxLifeTime())
				.evictInBackground(settings.maxIdleTime().dividedBy(2))
				.build();
			this.pool = made;
		}
		return made;
	}

	/** On our event loops, unless a customizer chose others. */
	private HostClients running(HttpClient client) {
		HttpClientConfig configuration = client.configuration();
		if (configuration.loopResources() != HttpResources.get()) {
			return new HostClients(client.resolver(this.resolvers.of(client, client)),
					Loops.of(configuration.loopResources(), configuration.isPreferNative()));
		}
		Loops loops = (this.shared != null) ? this.shared : EventLoops.SHARED.join();
		this.shared = loops;
		HttpClient running = client.runOn(loops.resources());
		return new HostClients(running.resolver(this.resolvers.of(client, running)), loops);
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Whatever fails when they are closed fails because of it, in one of many ways; a
	 * pool may even have been made anew.
	 */
	Throwable becauseClosed(Throwable ex) {
		disposePool();
		return new IOException("The connections were closed", ex);
	}

	private void disposePool() {
		ConnectionProvider made = this.pool;
		if (made != null) {
			made.dispose();
		}
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
		disposePool();
		if (this.channels != null) {
			this.channels.close();
		}
		this.resolvers.close();
		if (this.shared != null) {
			EventLoops.SHARED.leave();
		}
	}

}
