package io.github.wechatpaycontract.simulator;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

import io.netty.util.NetUtil;

/**
 * Which notify URLs the simulator takes: {@code http} and {@code https} ones of this
 * host, {@code https} ones of any other. All have a path and neither user nor query nor
 * fragment. Hosts are judged by their very name; nothing is looked up.
 *
 * @param remoteTargetsAllowed whether notifications may leave this host, and so reach
 * private and link-local addresses, which are refused otherwise, as WeChat Pay does
 * @see WechatPaySimulatorBuilder#remoteTargetsAllowed
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012075420">WeChat Pay: notes
 * on callbacks</a>
 */
public record NotifyUrls(boolean remoteTargetsAllowed) {

	/**
	 * Returns whether a request may name a notify URL.
	 * @param text the URL
	 * @return whether it is taken
	 */
	public boolean isAllowed(String text) {
		try {
			URI url = URI.create(text);
			return (isLocal(url) ? isHttp(url) : isRemote(url)) && url.getRawUserInfo() == null
					&& url.getRawQuery() == null && url.getRawFragment() == null && !url.getRawPath().isEmpty();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Returns whether a URL's host is this one.
	 * @param url the URL
	 * @return whether it is {@code localhost}, a name below it, or a loopback address
	 */
	public static boolean isLocal(URI url) {
		String host = host(url);
		return host.equals("localhost") || host.endsWith(".localhost") || host.matches("127(\\.[0-9]{1,3}){3}")
				|| host.equals("[::1]");
	}

	private static boolean isHttp(URI url) {
		return "http".equals(url.getScheme()) || "https".equals(url.getScheme());
	}

	private boolean isRemote(URI url) {
		return "https".equals(url.getScheme()) && url.getHost() != null
				&& (this.remoteTargetsAllowed || !isPrivate(url));
	}

	private static boolean isPrivate(URI url) {
		InetAddress address = NetUtil.createInetAddressFromIpAddressString(host(url));
		return address != null && (isUniqueLocal(address) || address.isSiteLocalAddress()
				|| address.isLinkLocalAddress() || address.isLoopbackAddress() || address.isAnyLocalAddress());
	}

	private static boolean isUniqueLocal(InetAddress address) {
		return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
	}

	private static String host(URI url) {
		return (url.getHost() != null) ? url.getHost().toLowerCase(Locale.ROOT) : "";
	}

}
