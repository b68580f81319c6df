package io.github.wechatpaycontract.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where WeChat Pay is: one of its own hosts over HTTPS, or a loopback address where a
 * simulator listens.
 */
public final class BaseUrl {

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	private static final int HTTP = 80;

	private static final int HTTPS = 443;

	private final URI uri;

	private final boolean loopback;

	private BaseUrl(URI uri, boolean loopback) {
		this.uri = uri;
		this.loopback = loopback;
	}

	/**
	 * Checks a base URL.
	 * @param uri scheme, host and port, without a path
	 * @param allowOtherHost whether hosts that are neither WeChat Pay's nor loopback are
	 * accepted
	 * @return the base URL
	 * @throws IllegalArgumentException if it is anything else
	 */
	public static BaseUrl of(URI uri, boolean allowOtherHost) {
		String host = (uri.getHost() != null) ? uri.getHost().toLowerCase(Locale.ROOT) : "";
		boolean loopback = LOOPBACK.contains(host);
		boolean plain = "http".equalsIgnoreCase(uri.getScheme());
		if (host.isEmpty() || (!plain && !"https".equalsIgnoreCase(uri.getScheme()))) {
			throw new IllegalArgumentException("The base URL must be https:// and a host");
		}
		if (plain && !loopback) {
			throw new IllegalArgumentException("The base URL must be https; http is for a loopback address only");
		}
		if (!uri.getRawPath().matches("/?") || uri.getRawQuery() != null || uri.getRawFragment() != null
				|| uri.getRawUserInfo() != null) {
			throw new IllegalArgumentException("The base URL must have no user, path, query or fragment");
		}
		if (!loopback && !isWechatPay(host) && !allowOtherHost) {
			throw new IllegalArgumentException("The base URL is not a host of WeChat Pay");
		}
		return new BaseUrl(URI.create((plain ? "http://" : "https://") + host + port(uri, plain ? HTTP : HTTPS)),
				loopback);
	}

	private static String port(URI uri, int usual) {
		return (uri.getPort() == -1 || uri.getPort() == usual) ? "" : ":" + uri.getPort();
	}

	/**
	 * Returns the URL.
	 * @return scheme, host and port
	 */
	public URI uri() {
		return this.uri;
	}

	/**
	 * Returns whether it is a loopback address.
	 * @return {@code true} for a simulator on this host
	 */
	public boolean loopback() {
		return this.loopback;
	}

	boolean isSecure() {
		return this.uri.getScheme().equals("https");
	}

	/**
	 * Returns where to connect to, by name. Not resolved, an address without a name would
	 * take one from the name servers.
	 */
	InetSocketAddress address() {
		String host = this.uri.getHost().replaceAll("[\\[\\]]", "");
		int usual = isSecure() ? HTTPS : HTTP;
		return InetSocketAddress.createUnresolved(host, (this.uri.getPort() != -1) ? this.uri.getPort() : usual);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof BaseUrl url && this.uri.equals(url.uri);
	}

	@Override
	public int hashCode() {
		return this.uri.hashCode();
	}

	@Override
	public String toString() {
		return this.uri.toString();
	}

	private static boolean isWechatPay(String host) {
		return host.endsWith(".mch.weixin.qq.com") || host.endsWith(".wechatpay.cn");
	}

}
