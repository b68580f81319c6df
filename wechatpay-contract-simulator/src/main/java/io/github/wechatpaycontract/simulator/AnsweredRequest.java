package io.github.wechatpaycontract.simulator;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request and what it was answered.
 *
 * @param request the request
 * @param status the HTTP status
 * @param body the body of the answer, as text; a fault may have kept it from arriving
 */
public record AnsweredRequest(ReceivedRequest request, int status, String body) {

	/**
	 * Whether it was answered with an error, by the service or by a fault.
	 * @return true for a status of 400 and more
	 */
	public boolean isRefused() {
		return this.status >= 400;
	}

	/**
	 * The error code of a refusal.
	 * @return for instance {@code PARAM_ERROR}, or nothing if the body has none
	 */
	public Optional<String> code() {
		return error().map((error) -> error.path("code").textValue());
	}

	/**
	 * What is wrong with the request: code, message, and where the detail says so field
	 * and issue.
	 * @return one line for people, or nothing if it was not refused
	 */
	public Optional<String> diagnosis() {
		if (!isRefused()) {
			return Optional.empty();
		}
		return Optional.of(error().map(AnsweredRequest::describe).orElse("no error in JSON"));
	}

	private Optional<JsonNode> error() {
		return isRefused() ? Json.find(this.body) : Optional.empty();
	}

	private static String describe(JsonNode error) {
		JsonNode detail = error.path("detail");
		String issue = detail.path("issue").asText(detail.at("/detail/issue").asText());
		String text = error.path("code").asText() + ", " + error.path("message").asText();
		return issue.isEmpty() ? text : text + " (" + detail.path("field").asText() + ": " + issue + ")";
	}

	@Override
	public String toString() {
		return "AnsweredRequest[%s %s, status=%d]".formatted(this.request.method(), this.request.rawUri(), this.status);
	}

}
