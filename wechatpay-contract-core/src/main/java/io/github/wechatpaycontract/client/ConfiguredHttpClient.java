package io.github.wechatpaycontract.client;

import io.netty.channel.ChannelOption;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/**
 * Makes the HTTP client that the settings describe.
 */
final class ConfiguredHttpClient {

	private final ClientSettings settings;

	ConfiguredHttpClient(ClientSettings settings) {
		this.settings = settings;
	}

	HttpClient over(ConnectionProvider connections) {
		HttpClient client = HttpClient.create(connections)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectMillis())
			.responseTimeout(this.settings.timeouts().response());
		ProxySettings proxy = this.settings.proxy();
		return (proxy != null) ? client.proxy((spec) -> proxied(spec, proxy)) : client;
	}

	private void proxied(ProxyProvider.TypeSpec spec, ProxySettings proxy) {
		ProxyProvider.Builder builder = spec.type(ProxyProvider.Proxy.HTTP)
			.host(proxy.host())
			.port(proxy.port())
			.connectTimeoutMillis(connectMillis());
		if (proxy.username() != null) {
			builder.username(proxy.username()).password((user) -> proxy.password());
		}
	}

	private long connectMillis() {
		return Math.min(Integer.MAX_VALUE, this.settings.timeouts().connect().toMillis());
	}

}
