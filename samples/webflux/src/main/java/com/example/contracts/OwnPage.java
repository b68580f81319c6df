package com.example.contracts;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Refuses a form that was sent by a page of somebody else. The cookie's SameSite alone
 * does not: other hosts and ports of the same site are let through, and a form without
 * the cookie would make its sender another payer.
 * <p>
 * Browsers say in {@code Sec-Fetch-Site} whose page a request comes from, and old ones in
 * {@code Origin}. What says neither is no browser, and has nobody's cookie to misuse.
 */
final class OwnPage {

	private OwnPage() {
	}

	static void require(HttpMethod method, HttpHeaders headers) {
		if (!HttpMethod.GET.equals(method) && !isSender(headers)) {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Not a form of this page");
		}
	}

	private static boolean isSender(HttpHeaders headers) {
		String site = headers.getFirst("Sec-Fetch-Site");
		if (site != null) {
			return site.equals("same-origin") || site.equals("none");
		}
		String origin = headers.getOrigin();
		String host = headers.getFirst(HttpHeaders.HOST);
		return origin == null || origin.equals("https://" + host) || origin.equals("http://" + host);
	}

}
