package io.github.wechatpaycontract.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Answers to a browser: nothing is stored, nothing is loaded from elsewhere, nothing is
 * framed.
 */
final class PageAnswers {

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
			+ "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

	private static final Map<String, String> TYPES = Map.of("css", "text/css; charset=utf-8", "js",
			"text/javascript; charset=utf-8", "svg", "image/svg+xml");

	private PageAnswers() {
	}

	static Answer html(int status, Html document) {
		return of(status, "text/html; charset=utf-8", document.markup().getBytes(StandardCharsets.UTF_8));
	}

	static Answer text(int status, String text) {
		return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sends the browser to a page of ours after a form.
	 */
	static Answer redirect(String location) {
		return of(303, "text/plain", new byte[0]).field("Location", location);
	}

	static Answer notModified(String tag) {
		return of(304, "text/html", new byte[0]).field("ETag", tag);
	}

	static Answer asset(String name) {
		try (InputStream stream = PageAnswers.class.getResourceAsStream("page/" + name)) {
			if (stream == null) {
				throw PageProblem.notFound("nothing");
			}
			return of(200, TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain"),
					stream.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The referrer stays within the origin, since without any a browser names no origin
	 * for a form of our own either.
	 */
	private static Answer of(int status, String contentType, byte[] body) {
		return Answer.of(status, contentType, body, Signing.NONE)
			.field("Cache-Control", "no-store")
			.field("Content-Security-Policy", POLICY)
			.field("Cross-Origin-Opener-Policy", "same-origin")
			.field("Cross-Origin-Resource-Policy", "same-origin")
			.field("Referrer-Policy", "same-origin")
			.field("X-Frame-Options", "DENY");
	}

}
