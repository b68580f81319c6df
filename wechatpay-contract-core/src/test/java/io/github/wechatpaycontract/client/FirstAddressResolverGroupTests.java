package io.github.wechatpaycontract.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FirstAddressResolverGroup}.
 */
class FirstAddressResolverGroupTests {

	private final EventExecutor executor = new DefaultEventExecutor();

	private final FirstAddressResolverGroup group = new FirstAddressResolverGroup(new ThreeAddresses());

	@AfterEach
	void tearDown() {
		this.group.close();
		this.executor.shutdownGracefully(0, 5, TimeUnit.SECONDS);
	}

	@Test
	void resolveAllGivesTheFirstAddressAndThePort() throws Exception {
		assertThat(resolve("api.mch.weixin.qq.com").get(10, TimeUnit.SECONDS))
			.containsExactly(new InetSocketAddress("127.0.0.1", 443));
	}

	@Test
	void resolveAllWhenThereIsNoneFailsAsTheNameServerSays() throws Exception {
		Future<List<InetSocketAddress>> future = resolve("gone.mch.weixin.qq.com");
		assertThat(future.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(future.cause()).isInstanceOf(UnknownHostException.class);
	}

	private Future<List<InetSocketAddress>> resolve(String host) {
		return this.group.getResolver(this.executor).resolveAll(InetSocketAddress.createUnresolved(host, 443));
	}

	/**
	 * What a host with several addresses resolves to.
	 */
	private static final class ThreeAddresses extends AddressResolverGroup<InetSocketAddress> {

		@Override
		protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
			return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {

				@Override
				protected void doResolve(String host, Promise<InetAddress> promise) throws Exception {
					if (host.startsWith("gone.")) {
						promise.setFailure(new UnknownHostException(host));
					}
					else {
						promise.setSuccess(InetAddress.getByName("127.0.0.1"));
					}
				}

				@Override
				protected void doResolveAll(String host, Promise<List<InetAddress>> promise) throws Exception {
					promise.setSuccess(List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2"),
							InetAddress.getByName("127.0.0.3")));
				}

			});
		}

	}

}
