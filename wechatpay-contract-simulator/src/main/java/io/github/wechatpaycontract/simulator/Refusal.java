package io.github.wechatpaycontract.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request that is not taken, with the error body it is answered with.
 */
final class Refusal extends Exception {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final String code;

	private final transient Map<String, Object> detail;

	Refusal(int status, String code, String message) {
		this(status, code, message, Map.of());
	}

	private Refusal(int status, String code, String message, Map<String, Object> detail) {
		super(message, null, false, false);
		this.status = status;
		this.code = code;
		this.detail = detail;
	}

	/**
	 * A refusal of one value.
	 * @param field a JSON pointer, or the name of a header
	 */
	static Refusal of(int status, String code, String message, String field, @Nullable Object value, String issue,
			String location) {
		Map<String, Object> detail = new LinkedHashMap<>();
		detail.put("field", field);
		detail.put("value", (value != null) ? value : "");
		detail.put("issue", issue);
		detail.put("location", location);
		return new Refusal(status, code, message, detail);
	}

	static Refusal parameter(String field, @Nullable Object value, String issue) {
		return of(400, "PARAM_ERROR", "参数错误: " + field + " " + issue, field, value, issue, "body");
	}

	static Refusal path(String name, String value, String issue) {
		return of(400, "PARAM_ERROR", "参数错误: " + name + " " + issue, name, value, issue, "path");
	}

	static Refusal header(String name, @Nullable String value, String issue) {
		return of(400, "PARAM_ERROR", "Http头 " + name + " " + issue, name, value, issue, "header");
	}

	/**
	 * The SIGN_ERROR as it was observed: the issue nested in the detail, and the message
	 * the service built.
	 */
	static Refusal signature(String field, String issue, Map<String, Object> signInformation) {
		Map<String, Object> detail = new LinkedHashMap<>();
		detail.put("detail", Map.of("issue", issue));
		detail.put("field", field);
		detail.put("location", "authorization");
		if (!signInformation.isEmpty()) {
			detail.put("sign_information", signInformation);
		}
		return new Refusal(401, "SIGN_ERROR", "错误的签名，验签失败", detail);
	}

	int status() {
		return this.status;
	}

	String code() {
		return this.code;
	}

	/**
	 * Number at the end of the Request-ID, as far as such numbers are known.
	 */
	static long errorNumber(String code) {
		return switch (code) {
			case "PARAM_ERROR" -> 268435464;
			case "NO_AUTH" -> 268503786;
			case "SIGN_ERROR" -> 270924332;
			case "RATELIMIT_EXCEEDED", "RATELIMIT_EXCEED", "RATE_LIMITED", "FREQUENCY_LIMITED" -> 268435472;
			default -> 268435456;
		};
	}

	Answer answer(Signing signing) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("code", this.code);
		if (!this.detail.isEmpty()) {
			body.put("detail", this.detail);
		}
		body.put("message", String.valueOf(getMessage()));
		return Answer.json(this.status, body, signing);
	}

}
