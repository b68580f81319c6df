package io.github.wechatpaycontract.client;

import java.net.InetSocketAddress;
import java.util.List;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;

/**
 * Gives the first address of a host and no other: what is tried after it is the backup
 * host.
 */
final class FirstAddressResolverGroup extends AddressResolverGroup<InetSocketAddress> {

	private final AddressResolverGroup<InetSocketAddress> resolvers;

	FirstAddressResolverGroup(AddressResolverGroup<InetSocketAddress> resolvers) {
		this.resolvers = resolvers;
	}

	@Override
	protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
		AddressResolver<InetSocketAddress> resolver = this.resolvers.getResolver(executor);
		return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {

			@Override
			protected boolean doIsResolved(InetSocketAddress address) {
				return !address.isUnresolved();
			}

			@Override
			protected void doResolve(InetSocketAddress host, Promise<InetSocketAddress> promise) {
				resolver.resolve(host, promise);
			}

			@Override
			protected void doResolveAll(InetSocketAddress host, Promise<List<InetSocketAddress>> promise) {
				resolver.resolve(host).addListener((FutureListener<InetSocketAddress>) (first) -> pass(first, promise));
			}

		};
	}

	private static void pass(Future<InetSocketAddress> first, Promise<List<InetSocketAddress>> promise) {
		if (first.isSuccess()) {
			promise.trySuccess(List.of(first.getNow()));
		}
		else {
			promise.tryFailure(first.cause());
		}
	}

}
