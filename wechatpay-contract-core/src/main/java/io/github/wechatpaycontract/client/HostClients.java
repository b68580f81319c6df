package io.github.wechatpaycontract.client;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import reactor.netty.http.client.HttpClient;

/**
 * One HTTP client for each host, all of them over the same connections. A client that
 * knows its host need not take scheme, name and port out of a URL for every request.
 */
final class HostClients {

	private final HttpClient http;

	private final Loops loops;

	private final Map<BaseUrl, HttpClient> byHost = new ConcurrentHashMap<>();

	/**
	 * Creates the clients when they are asked for.
	 * @param http what goes to any host
	 * @param loops its event loops
	 */
	HostClients(HttpClient http, Loops loops) {
		this.http = (http.configuration().baseUrl() != null) ? http.baseUrl("") : http;
		this.loops = loops;
	}

	Loops loops() {
		return this.loops;
	}

	/**
	 * Returns the client whose URIs are path and query.
	 */
	HttpClient of(BaseUrl host) {
		HttpClient made = this.byHost.get(host);
		return (made != null) ? made : this.byHost.computeIfAbsent(host, this::create);
	}

	private HttpClient create(BaseUrl host) {
		InetSocketAddress address = host.address();
		HttpClient there = this.http.remoteAddress(() -> address);
		if (!host.isSecure()) {
			return there.noSSL();
		}
		return there.configuration().isSecure() ? there : there.secure();
	}

}
