package io.github.wechatpaycontract.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which requests an operation serves.
 *
 * @param method the HTTP method, or {@link #ANY}
 * @param uri path and query as they stand on the wire
 * @param names names of the variables in the path, in order
 * @param operation the operation
 */
record Route(String method, Pattern uri, List<String> names, Operation operation) {

	static final String ANY = "*";

	private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

	/**
	 * A route without query.
	 * @param path the path with variables as {@code {name}}, each of one segment; with
	 * {@code /**} at its end any longer path and any query
	 */
	static Route of(String method, String path, Operation operation) {
		boolean open = path.endsWith("/**");
		List<String> names = new ArrayList<>();
		StringBuilder regex = new StringBuilder();
		Matcher variable = VARIABLE.matcher(open ? path.substring(0, path.length() - 3) : path);
		while (variable.find()) {
			names.add(variable.group(1));
			variable.appendReplacement(regex, "([^/?]+)");
		}
		variable.appendTail(regex);
		return new Route(method, Pattern.compile(open ? regex + "(?:[/?].*)?" : regex.toString()), names, operation);
	}

	/**
	 * The variables of the path if this is the route of the request.
	 */
	Optional<Map<String, String>> match(ReceivedRequest request) {
		Matcher matcher = this.uri.matcher(request.rawUri());
		if (!this.method.equals(ANY) && !this.method.equals(request.method()) || !matcher.matches()) {
			return Optional.empty();
		}
		Map<String, String> variables = new HashMap<>();
		for (int i = 0; i < this.names.size(); i++) {
			variables.put(this.names.get(i), matcher.group(i + 1));
		}
		return Optional.of(variables);
	}

}
