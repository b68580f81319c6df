package io.github.wechatpaycontract.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /v3/synthetic/...}: <b>not an address of WeChat Pay.</b> It takes any method,
 * path, query and body and answers what it received, so that a client for arbitrary calls
 * can be tested: {@code method}, {@code uri} as it stood on the wire, {@code body} as
 * text, and {@code json}, the same parsed, if it is JSON.
 */
final class SyntheticApi {

	List<Route> routes() {
		return List.of(Route.of(Route.ANY, "/v3/synthetic/**", this::echo));
	}

	private Map<String, Object> echo(Call call) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("method", call.request().method());
		answer.put("uri", call.request().rawUri());
		answer.put("body", call.request().bodyText());
		Json.find(call.request().bodyText()).ifPresent((json) -> answer.put("json", json));
		return answer;
	}

}
