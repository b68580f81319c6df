package io.github.wechatpaycontract.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the operations of the service are called, on the page and in scripts.
 */
final class Operations {

	private static final String CONTRACTS = "/v3/password-exempt-contract/contracts/";

	private static final Map<String, Pattern> LINES = lines();

	private Operations() {
	}

	static Set<String> names() {
		return LINES.keySet();
	}

	/**
	 * The operation that a request is meant for, {@code other} where it is none of these.
	 */
	static String nameOf(ReceivedRequest request) {
		String line = request.method() + " " + request.rawUri();
		return LINES.entrySet()
			.stream()
			.filter((operation) -> operation.getValue().matcher(line).matches())
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse("other");
	}

	private static Map<String, Pattern> lines() {
		Map<String, Pattern> lines = new LinkedHashMap<>();
		lines.put("mini-program", Pattern.compile("POST " + CONTRACTS + "[a-z-]+/pre-entrust-sign/mini-program"));
		lines.put("pay-redirect", Pattern.compile("POST " + CONTRACTS + "[a-z-]+/pre-entrust-sign/pay-redirect-sign"));
		lines.put("query", Pattern.compile("GET " + CONTRACTS + "service-id/.*"));
		lines.put("terminate", Pattern.compile("POST " + CONTRACTS + "service-id/.*/terminate"));
		lines.put("order-with-contract", Pattern.compile("POST /v3/pay/.*/jsapi-with-contract"));
		lines.put("order", Pattern.compile("POST /v3/pay/.*/jsapi"));
		lines.put("certificates", Pattern.compile("GET /v3/certificates.*"));
		lines.put("echo", Pattern.compile("POST /v3/security/echo"));
		return lines;
	}

}
