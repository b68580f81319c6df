package io.github.wechatpaycontract.client;

import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/**
 * Makes the HTTP client that the settings describe, with what a customizer changes of it.
 */
final class ConfiguredHttpClient {

	private final ClientSettings settings;

	private final UnaryOperator<HttpClient> customizer;

	ConfiguredHttpClient(ClientSettings settings, UnaryOperator<HttpClient> customizer) {
		this.settings = settings;
		this.customizer = customizer;
	}

	HttpClient over(ConnectionProvider connections) {
		return this.customizer.apply(described(connections))
			.doOnChannelInit((observer, channel, address) -> limitHandshake(channel))
			.followRedirect(false)
			.compress(false)
			.disableRetry(true)
			.protocol(HttpProtocol.HTTP11);
	}

	private HttpClient described(ConnectionProvider connections) {
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

	/** Whatever a customizer says of TLS, its handshake ends in time. */
	private void limitHandshake(Channel channel) {
		SslHandler tls = channel.pipeline().get(SslHandler.class);
		if (tls != null) {
			tls.setHandshakeTimeout(this.settings.timeouts().connect().toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private long connectMillis() {
		return Math.min(Integer.MAX_VALUE, this.settings.timeouts().connect().toMillis());
	}

}
