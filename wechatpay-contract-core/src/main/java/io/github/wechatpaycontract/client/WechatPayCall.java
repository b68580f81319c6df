package io.github.wechatpaycontract.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.wechatpaycontract.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Describes a call of any APIv3 path. Immutable: each method returns a new call, so a
 * call may stand as a constant and be completed where it is used.
 */
public final class WechatPayCall {

	private static final int CONFIDENTIAL_LENGTH = 6;

	private static final Pattern QUERY_VALUE = Pattern.compile("[?&](?:[^=&]*=)?([^&]+)");

	private final String method;

	private final String path;

	private final Map<String, Object> variables;

	private final List<Map.Entry<String, Object>> parameters;

	private final @Nullable Object body;

	private final boolean repeatable;

	private WechatPayCall(String method, String path, Map<String, Object> variables,
			List<Map.Entry<String, Object>> parameters, @Nullable Object body, boolean repeatable) {
		this.method = method;
		this.path = path;
		this.variables = variables;
		this.parameters = parameters;
		this.body = body;
		this.repeatable = repeatable;
	}

	/**
	 * Describes a call.
	 * @param method the HTTP method
	 * @param path the path with variables in braces, such as
	 * {@code /v3/refund/domestic/refunds/{out_refund_no}}. It stands in messages, metrics
	 * and traces as it is, but for what has the form of an openid: give each value with
	 * {@link #variable}
	 * @return the call
	 * @throws IllegalArgumentException if the method is not of upper-case letters or the
	 * path does not start with a slash
	 */
	public static WechatPayCall of(String method, String path) {
		if (!method.matches("[A-Z]{3,7}") || !path.startsWith("/")) {
			throw new IllegalArgumentException("A method in upper case and a path that starts with '/' are needed");
		}
		return new WechatPayCall(method, path, Map.of(), List.of(), null, "GET".equals(method));
	}

	/**
	 * Describes a GET.
	 * @param path the path with variables in braces, as {@link #of} says
	 * @return the call
	 * @throws IllegalArgumentException if the path does not start with a slash
	 */
	public static WechatPayCall get(String path) {
		return of("GET", path);
	}

	/**
	 * Describes a POST.
	 * @param path the path with variables in braces, as {@link #of} says
	 * @return the call
	 * @throws IllegalArgumentException if the path does not start with a slash
	 */
	public static WechatPayCall post(String path) {
		return of("POST", path);
	}

	/**
	 * Gives a path variable its value, which stays within its segment whatever it is.
	 * @param name the name in braces
	 * @param value the value
	 * @return the call with the variable
	 */
	public WechatPayCall variable(String name, Object value) {
		Map<String, Object> variables = new HashMap<>(this.variables);
		variables.put(name, value);
		return new WechatPayCall(this.method, this.path, Collections.unmodifiableMap(variables), this.parameters,
				this.body, this.repeatable);
	}

	/**
	 * Adds a query parameter, behind those there are, even to one of the same name.
	 * @param name the name
	 * @param value the value
	 * @return the call with the parameter
	 * @throws NullPointerException if one is missing
	 */
	public WechatPayCall query(String name, Object value) {
		List<Map.Entry<String, Object>> parameters = new ArrayList<>(this.parameters);
		parameters.add(Map.entry(name, value));
		return new WechatPayCall(this.method, this.path, this.variables, List.copyOf(parameters), this.body,
				this.repeatable);
	}

	/**
	 * Sets the body.
	 * @param body a record, whose names go out in snake case, or a map; what is
	 * {@code null} in a record is left out. WeChat Pay takes no {@code null} elsewhere,
	 * and in most texts no character of four bytes, such as an emoji
	 * @return the call with the body
	 */
	public WechatPayCall body(Object body) {
		return new WechatPayCall(this.method, this.path, this.variables, this.parameters, body, this.repeatable);
	}

	/**
	 * Marks the call as one that may be sent again, with the same body, when nobody knows
	 * what became of it: after a broken connection, a timeout or an error of the server.
	 * A GET is; anything else is not sent again once it may have been carried out, unless
	 * marked. A signed 429 says that it was not taken, and is followed by another attempt
	 * in any case.
	 * @return the call, repeatable
	 */
	public WechatPayCall repeatable() {
		return new WechatPayCall(this.method, this.path, this.variables, this.parameters, this.body, true);
	}

	ApiRequest request() {
		String query = UriTemplate.query(this.parameters);
		String pathAndQuery = UriTemplate.path(this.path, this.variables)
				+ (this.path.contains("?") ? query.replaceFirst("\\?", "&") : query);
		byte[] bytes = (this.body != null) ? Json.write(this.body) : new byte[0];
		String template = Redaction.openids(this.path.replaceFirst("\\?.*", ""));
		return new ApiRequest(this.method, pathAndQuery, template, template, bytes, confidential(pathAndQuery, bytes),
				this.repeatable);
	}

	/** Which values tell who the payer is, is unknown here: an error repeats none. */
	private List<String> confidential(String pathAndQuery, byte[] bytes) {
		Stream<String> values = this.variables.values().stream().map(Object::toString);
		Stream<String> texts = (this.body != null) ? Json.values(bytes).stream() : Stream.empty();
		return Stream.of(values, written(pathAndQuery), texts)
			.flatMap(Function.identity())
			.filter((text) -> Redaction.isLong(text, CONFIDENTIAL_LENGTH))
			.toList();
	}

	/** The values of the whole query, part of which may stand in the path given. */
	private static Stream<String> written(String pathAndQuery) {
		return QUERY_VALUE.matcher(pathAndQuery)
			.results()
			.map((match) -> match.group(1))
			.flatMap((value) -> Stream.of(value, decoded(value)));
	}

	private static String decoded(String value) {
		try {
			return URLDecoder.decode(value, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return value;
		}
	}

	@Override
	public String toString() {
		return this.method + " " + Redaction.openids(this.path);
	}

}
