package io.github.wechatpaycontract.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An authentic request on its way to an operation.
 *
 * @param account the merchant who calls
 * @param request the request
 * @param variables variables of the path as they stood on the wire
 */
record Call(Account account, ReceivedRequest request, Map<String, String> variables) {

	SimulatedMerchant merchant() {
		return this.account.merchant();
	}

	JsonNode body(Rule rule) throws Refusal {
		JsonNode body = RequestBody.read(this.request.body());
		rule.check(body, "");
		return body;
	}

	/**
	 * A variable of the path, decoded.
	 */
	String variable(String name) throws Refusal {
		String raw = this.variables.getOrDefault(name, "");
		try {
			return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw Refusal.path(name, raw, "not percent-encoded");
		}
	}

	String variable(String name, String pattern, String issue) throws Refusal {
		String value = variable(name);
		if (!value.matches(pattern)) {
			throw Refusal.path(name, value, issue);
		}
		return value;
	}

	/**
	 * Refuses a service id that is not the merchant's.
	 * @param field a JSON pointer, or the name of a path variable
	 */
	long ownService(long serviceId, String field, String location) throws Refusal {
		if (serviceId != merchant().serviceId()) {
			throw Refusal.of(403, "NO_AUTH", "商户暂无权限使用此功能", field, serviceId, "not a service of the merchant",
					location);
		}
		return serviceId;
	}

}
