package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Who may use the page and the control API: programs and browsers on this host, but no
 * page of another origin that happens to be open in such a browser.
 */
final class Visitors {

	private static final List<String> HARMLESS = List.of("GET", "HEAD");

	private Visitors() {
	}

	/**
	 * What speaks against answering a request, if anything does. The name in {@code Host}
	 * must be this host's, else a foreign name may have been made to point here; what
	 * changes something must not come from another origin.
	 */
	static Optional<String> objection(ReceivedRequest request) {
		String host = String.join(",", request.headers().all("Host"));
		if (!isLocal(host)) {
			return Optional.of("The simulator is for this host alone; open it as localhost or 127.0.0.1");
		}
		if (!HARMLESS.contains(request.method()) && isForeign(request.headers(), host)) {
			return Optional.of("The request comes from a page of another origin");
		}
		return Optional.empty();
	}

	private static boolean isLocal(String host) {
		try {
			return host.matches("[^/?#@]+") && NotifyUrls.isLocal(URI.create("http://" + host));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isForeign(HeaderFields headers, String host) {
		boolean site = headers.all("Sec-Fetch-Site").stream().allMatch(List.of("same-origin", "none")::contains);
		boolean origin = headers.all("Origin").stream().allMatch(("http://" + host)::equalsIgnoreCase);
		return !site || !origin;
	}

}
