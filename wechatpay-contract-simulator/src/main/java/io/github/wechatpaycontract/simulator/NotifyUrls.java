package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.util.Locale;

/**
 * Rules for addresses that notifications go to.
 */
final class NotifyUrls {

	private NotifyUrls() {
	}

	static boolean isAllowed(String text) {
		try {
			URI url = URI.create(text);
			boolean scheme = "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && isLocal(url));
			return scheme && url.getHost() != null && url.getRawUserInfo() == null && url.getRawQuery() == null
					&& url.getRawFragment() == null && !url.getRawPath().isEmpty();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Whether the host is this one by its very name; nothing is looked up.
	 */
	static boolean isLocal(URI url) {
		String host = (url.getHost() != null) ? url.getHost().toLowerCase(Locale.ROOT) : "";
		return host.equals("localhost") || host.endsWith(".localhost") || host.matches("127(\\.[0-9]{1,3}){3}")
				|| host.equals("[::1]");
	}

}
