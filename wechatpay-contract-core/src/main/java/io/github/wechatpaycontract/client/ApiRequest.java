package io.github.wechatpaycontract.client;

import java.util.List;

import io.github.wechatpaycontract.json.Json;
import io.github.wechatpaycontract.text.AsciiText;

/**
 * A request, serialised once: what is signed is what is sent.
 *
 * @param method the HTTP method in upper case
 * @param pathAndQuery path and query, percent-encoded, as they go on the wire
 * @param name what messages call the request: its path, without values that may tell who
 * the payer is
 * @param template the path with variables in braces, by which calls are counted
 * @param body the body, empty for none
 * @param confidential values of the body that no message may repeat, such as the payer's
 * openid
 * @param repeatable whether sending the same bytes again does no harm when nobody knows
 * what became of them
 */
public record ApiRequest(String method, String pathAndQuery, String name, String template, byte[] body,
		List<String> confidential, boolean repeatable) {

	private static final AsciiText PATH_AND_QUERY = AsciiText.visibleExcept("#\\\"<>^`{|}", 1, Integer.MAX_VALUE);

	/**
	 * Creates the request.
	 * @throws IllegalArgumentException if path and query are not percent-encoded or do
	 * not start with a slash
	 */
	public ApiRequest {
		if (!pathAndQuery.startsWith("/") || !PATH_AND_QUERY.test(pathAndQuery)) {
			throw new IllegalArgumentException("Path and query must be percent-encoded and start with '/'");
		}
		confidential = List.copyOf(confidential);
	}

	/**
	 * Creates a request with a JSON body, not to be sent again once it may have had an
	 * effect.
	 * @param path the path, which may be shown; see {@link #withTemplate} if it has
	 * variables
	 * @param body the record or map to write
	 * @param confidential values of the body that no message may repeat
	 * @return the request
	 * @throws IllegalArgumentException if the path is not percent-encoded or the body
	 * cannot be written
	 */
	public static ApiRequest post(String path, Object body, List<String> confidential) {
		return new ApiRequest("POST", path, path, path, Json.write(body), confidential, false);
	}

	/**
	 * Creates a request without a body, which may be repeated.
	 * @param pathAndQuery path and query, percent-encoded, which may be shown; see
	 * {@link #withTemplate} if the path has variables
	 * @return the request
	 */
	public static ApiRequest get(String pathAndQuery) {
		String path = pathAndQuery.split("\\?", 2)[0];
		return new ApiRequest("GET", pathAndQuery, pathAndQuery, path, new byte[0], List.of(), true);
	}

	/**
	 * Returns the same request, marked as one that may be repeated.
	 * @return the request
	 */
	public ApiRequest asRepeatable() {
		return new ApiRequest(this.method, this.pathAndQuery, this.name, this.template, this.body, this.confidential,
				true);
	}

	/**
	 * Returns the same request, to be counted with all others of its path.
	 * @param template the path with variables in braces, such as
	 * {@code /v3/refund/domestic/refunds/{out_refund_no}}
	 * @return the request
	 */
	public ApiRequest withTemplate(String template) {
		return new ApiRequest(this.method, this.pathAndQuery, this.name, template, this.body, this.confidential,
				this.repeatable);
	}

	@Override
	public String toString() {
		return "%s %s (%d bytes)".formatted(this.method, this.name, this.body.length);
	}

}
