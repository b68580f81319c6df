package io.github.wechatpaycontract.client;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import reactor.netty.http.client.HttpClient;

/**
 * Makes what resolves the names of hosts, and gives up in time. Not for several threads
 * at once.
 */
final class Resolvers implements AutoCloseable {

	private final ClientSettings settings;

	private final List<AddressResolverGroup<?>> ours = new ArrayList<>();

	Resolvers(ClientSettings settings) {
		this.settings = settings;
	}

	/**
	 * The resolver of a customizer or a proxy stays, which {@code runOn} would replace.
	 * @param client the client as it was made
	 * @param running the same on the event loops that it is to use
	 */
	AddressResolverGroup<?> of(HttpClient client, HttpClient running) {
		AddressResolverGroup<?> chosen = client.configuration().resolver();
		if (chosen == NoopAddressResolverGroup.INSTANCE) {
			return chosen;
		}
		return (chosen != null) ? limited(chosen) : usual(running);
	}

	/**
	 * A name server that does not answer, or an address that is dead, leaves time for the
	 * backup.
	 */
	private AddressResolverGroup<InetSocketAddress> usual(HttpClient client) {
		AddressResolverGroup<?> all = Objects
			.requireNonNull(client.resolver((resolver) -> resolver.queryTimeout(this.settings.timeouts().connect()))
				.configuration()
				.resolver());
		AddressResolverGroup<InetSocketAddress> limited = limited(all);
		this.ours.add(all);
		return (this.settings.hosts().backup() != null) ? ours(new FirstAddressResolverGroup(limited)) : limited;
	}

	@SuppressWarnings("unchecked") // every name resolves to such addresses
	private AddressResolverGroup<InetSocketAddress> limited(AddressResolverGroup<?> resolvers) {
		return ours(new LimitedResolverGroup((AddressResolverGroup<InetSocketAddress>) resolvers,
				this.settings.timeouts().connect()));
	}

	/** To be closed with the connections, as a resolver of the user's own is not. */
	private <T extends AddressResolverGroup<?>> T ours(T resolvers) {
		this.ours.add(resolvers);
		return resolvers;
	}

	@Override
	public void close() {
		this.ours.forEach(AddressResolverGroup::close);
	}

}
