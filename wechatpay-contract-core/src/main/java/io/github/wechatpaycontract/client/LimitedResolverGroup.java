package io.github.wechatpaycontract.client;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;

/**
 * Ends the resolution of a name that takes too long, whoever resolves it and however many
 * name servers it asks.
 */
final class LimitedResolverGroup extends AddressResolverGroup<InetSocketAddress> {

	private final AddressResolverGroup<InetSocketAddress> resolvers;

	private final Duration limit;

	LimitedResolverGroup(AddressResolverGroup<InetSocketAddress> resolvers, Duration limit) {
		this.resolvers = resolvers;
		this.limit = limit;
	}

	@Override
	protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
		AddressResolver<InetSocketAddress> resolver = this.resolvers.getResolver(executor);
		return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {

			@Override
			protected boolean doIsResolved(InetSocketAddress address) {
				return resolver.isResolved(address);
			}

			@Override
			protected void doResolve(InetSocketAddress host, Promise<InetSocketAddress> promise) {
				pass(resolver.resolve(host), promise, host, executor);
			}

			@Override
			protected void doResolveAll(InetSocketAddress host, Promise<List<InetSocketAddress>> promise) {
				pass(resolver.resolveAll(host), promise, host, executor);
			}

		};
	}

	private <T> void pass(Future<T> resolution, Promise<T> promise, InetSocketAddress host, EventExecutor executor) {
		Future<?> timer = executor.schedule(() -> promise.tryFailure(late(host)), this.limit.toNanos(),
				TimeUnit.NANOSECONDS);
		resolution.addListener((resolved) -> timer.cancel(false));
		PromiseNotifier.cascade(false, resolution, promise);
	}

	private UnknownHostException late(InetSocketAddress host) {
		return new UnknownHostException("%s was not resolved within %s".formatted(host.getHostString(), this.limit));
	}

}
