package io.github.wechatpaycontract.simulator;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

import io.netty.util.NetUtil;

/**
 * Rules for addresses that notifications go to.
 */
final class NotifyUrls {

	private NotifyUrls() {
	}

	static boolean isAllowed(String text) {
		try {
			URI url = URI.create(text);
			boolean reachable = ("https".equals(url.getScheme()) && isPublic(url))
					|| ("http".equals(url.getScheme()) && isLocal(url));
			return reachable && url.getHost() != null && url.getRawUserInfo() == null && url.getRawQuery() == null
					&& url.getRawFragment() == null && !url.getRawPath().isEmpty();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Whether the host is neither this one nor a private or link-local address, by its
	 * very name; nothing is looked up.
	 */
	private static boolean isPublic(URI url) {
		InetAddress address = NetUtil.createInetAddressFromIpAddressString(host(url));
		return !isLocal(url) && (address == null || !isPrivate(address));
	}

	private static boolean isPrivate(InetAddress address) {
		boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
		return uniqueLocal || address.isSiteLocalAddress() || address.isLinkLocalAddress()
				|| address.isLoopbackAddress() || address.isAnyLocalAddress();
	}

	/**
	 * Whether the host is this one by its very name; nothing is looked up.
	 */
	static boolean isLocal(URI url) {
		String host = host(url);
		return host.equals("localhost") || host.endsWith(".localhost") || host.matches("127(\\.[0-9]{1,3}){3}")
				|| host.equals("[::1]");
	}

	private static String host(URI url) {
		return (url.getHost() != null) ? url.getHost().toLowerCase(Locale.ROOT) : "";
	}

}
