package io.github.wechatpaycontract.client;

import java.util.List;

import io.github.wechatpaycontract.json.Json;

/**
 * A request, serialised once: what is signed is what is sent.
 *
 * @param method the HTTP method in upper case
 * @param pathAndQuery path and query, percent-encoded, as they go on the wire
 * @param name what messages call the request: its path, without values that may tell who
 * the payer is
 * @param body the body, empty for none
 * @param confidential values of the body that no message may repeat, such as the payer's
 * openid
 */
public record ApiRequest(String method, String pathAndQuery, String name, byte[] body, List<String> confidential) {

	/**
	 * Creates the request.
	 */
	public ApiRequest {
		if (!pathAndQuery.matches("/[!-~&&[^#\\\\\"<>^`{|}]]*")) {
			throw new IllegalArgumentException("Path and query must be percent-encoded and start with '/'");
		}
		confidential = List.copyOf(confidential);
	}

	/**
	 * Creates a request whose path may be shown.
	 * @param method the HTTP method in upper case
	 * @param pathAndQuery path and query, percent-encoded
	 * @param body the body, empty for none
	 * @param confidential values of the body that no message may repeat
	 */
	public ApiRequest(String method, String pathAndQuery, byte[] body, List<String> confidential) {
		this(method, pathAndQuery, pathAndQuery, body, confidential);
	}

	/**
	 * Creates a request with a JSON body.
	 * @param path the path
	 * @param body the record or map to write
	 * @param confidential values of the body that no message may repeat
	 * @return the request
	 */
	public static ApiRequest post(String path, Object body, List<String> confidential) {
		return new ApiRequest("POST", path, Json.write(body), confidential);
	}

	/**
	 * Creates a request without a body.
	 * @param pathAndQuery path and query, percent-encoded
	 * @return the request
	 */
	public static ApiRequest get(String pathAndQuery) {
		return new ApiRequest("GET", pathAndQuery, new byte[0], List.of());
	}

	@Override
	public String toString() {
		return "%s %s (%d bytes)".formatted(this.method, this.name, this.body.length);
	}

}
