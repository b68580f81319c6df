package io.github.wechatpaycontract.client;

import java.net.SocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.netty.channel.EventLoopGroup;
import io.netty.resolver.AddressResolverGroup;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.TransportConfig;

/**
 * A pool of connections for each event loop.
 */
final class LoopPools implements ConnectionProvider {

	private final Map<LoopResources, ConnectionProvider> pools = new ConcurrentHashMap<>();

	private final AtomicInteger disposals = new AtomicInteger();

	/**
	 * Adds the pool of what runs on certain loops.
	 */
	void add(LoopResources resources, EventLoopGroup loops, PoolSettings settings) {
		this.pools.put(resources,
				ConnectionProvider.builder("wechatpay")
					.maxConnections(settings.maxConnections())
					.pendingAcquireMaxCount(settings.maxPendingCalls())
					.pendingAcquireTimeout(settings.acquireTimeout())
					.pendingAcquireTimer(new LoopTimer(loops))
					.maxIdleTime(settings.maxIdleTime())
					.maxLifeTime(settings.maxLifeTime())
					.evictInBackground(settings.maxIdleTime().dividedBy(2))
					.build());
	}

	@Override
	public Mono<? extends Connection> acquire(TransportConfig config, ConnectionObserver observer,
			Supplier<? extends SocketAddress> remote, AddressResolverGroup<?> resolver) {
		return Objects.requireNonNull(this.pools.get(config.loopResources()))
			.acquire(config, observer, remote, resolver);
	}

	/**
	 * A call that waits for one of them may ask for the same when it is told: what is
	 * asked meanwhile is done afterwards, not in the midst of it.
	 */
	@Override
	public void dispose() {
		if (this.disposals.getAndIncrement() == 0) {
			int done = 1;
			while (done > 0) {
				this.pools.values().forEach(ConnectionProvider::dispose);
				done = this.disposals.addAndGet(-done);
			}
		}
	}

}
