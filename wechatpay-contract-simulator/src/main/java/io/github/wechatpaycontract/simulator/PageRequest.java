package io.github.wechatpaycontract.simulator;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;

/**
 * A browser's request: path, query, form and language.
 */
final class PageRequest {

	static final String LANGUAGE = "lang";

	/**
	 * Cookies know no port: the name must not be one that the merchant's page uses.
	 */
	static final String COOKIE = "wechatpay-simulator-lang";

	private final ReceivedRequest request;

	private final String path;

	private final Map<String, List<String>> query;

	/**
	 * Decodes path and query.
	 * @throws IllegalArgumentException if they are not percent-encoded
	 */
	PageRequest(ReceivedRequest request) {
		this.request = request;
		QueryStringDecoder uri = new QueryStringDecoder(request.rawUri());
		this.path = uri.path();
		this.query = uri.parameters();
	}

	boolean is(String method) {
		return this.request.method().equals(method);
	}

	String path() {
		return this.path;
	}

	Optional<String> query(String name) {
		return first(this.query, name);
	}

	Optional<String> form(String name) {
		try {
			return first(new QueryStringDecoder(this.request.bodyText(), false).parameters(), name);
		}
		catch (IllegalArgumentException ex) {
			throw PageProblem.badRequest("form");
		}
	}

	Optional<String> header(String name) {
		return this.request.headers().first(name);
	}

	/**
	 * The language asked for by a link, else the one chosen before, else the browser's.
	 */
	Texts texts() {
		return Texts.of(query(LANGUAGE).or(this::cookie).or(() -> header("Accept-Language")).orElse(""));
	}

	/**
	 * Where the payer came from: an http(s) address on this host, else nothing.
	 */
	Optional<URI> returnTo() {
		return query("return_to").flatMap(PageRequest::local);
	}

	/**
	 * Path and query of this page in another language.
	 */
	String in(Texts texts) {
		StringBuilder query = new StringBuilder();
		this.query.forEach((name, values) -> values.stream()
			.filter((value) -> !name.equals(LANGUAGE))
			.forEach((value) -> query.append(encode(name)).append('=').append(encode(value)).append('&')));
		return this.path + "?" + query + LANGUAGE + "=" + texts.language();
	}

	static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private Optional<String> cookie() {
		return header("Cookie").flatMap((header) -> ServerCookieDecoder.STRICT.decodeAll(header)
			.stream()
			.filter((cookie) -> cookie.name().equals(COOKIE))
			.map(Cookie::value)
			.findFirst());
	}

	private static Optional<String> first(Map<String, List<String>> parameters, String name) {
		return parameters.getOrDefault(name, List.of()).stream().findFirst();
	}

	private static Optional<URI> local(String text) {
		try {
			URI uri = URI.create(text);
			boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
			return Optional.of(uri)
				.filter((target) -> http && target.getRawUserInfo() == null && NotifyUrls.isLocal(target));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
