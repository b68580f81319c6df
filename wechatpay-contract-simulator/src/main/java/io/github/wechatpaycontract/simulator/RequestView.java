package io.github.wechatpaycontract.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A merchant's request on the timeline: which operation it was, and, where it was
 * refused, the diagnosis.
 */
final class RequestView {

	private static final Pattern CONTRACT = Pattern.compile(".*/out-contract-code/([^/?]+).*");

	private RequestView() {
	}

	static TimelineView.Entry of(Happening.Request happening, Texts texts) {
		ReceivedRequest request = happening.request();
		Answer answer = happening.answer();
		boolean refused = happening.isRefused();
		Html verdict = Html.of("{}{} <b>{}</b>", FaultsView.chip("answer", happening.fault(), texts),
				texts.get(refused ? "verdict.refused" : "verdict.accepted"), answer.status());
		Html inside = Html.all(refused ? diagnosis(answer, texts) : Html.NOTHING,
				WireView.body("body", request.bodyText(), texts), WireView.body("answer", answer.text(), texts),
				WireView.headers(request.headers(), texts), WireView.stringToSign(happening.stringToSign(), texts));
		return new TimelineView.Entry("request", !refused, texts.get("operation." + Operations.nameOf(request)),
				subject(request), request.method() + " " + request.rawUri(), verdict, refused ? why(answer) : "",
				inside);
	}

	private static Html diagnosis(Answer answer, Texts texts) {
		return WireView.json(answer.text())
			.filter((body) -> body.has("code"))
			.map((body) -> Html.of("<div class=\"diagnosis\"><h4>{}</h4><p><b>{}</b> {}</p><p>{}</p></div>",
					texts.get("timeline.diagnosis"), body.path("code").asText(), body.path("message").asText(),
					why(answer)))
			.orElse(Html.NOTHING);
	}

	/**
	 * Which part of the request was wrong in what way, as far as the answer says so.
	 */
	private static String why(Answer answer) {
		Optional<JsonNode> detail = WireView.json(answer.text()).map((body) -> body.path("detail"));
		String issue = detail.map((node) -> node.path("issue").asText(node.at("/detail/issue").asText())).orElse("");
		String field = detail.map((node) -> node.path("field").asText()).orElse("");
		return (issue.isEmpty() && field.isEmpty())
				? WireView.json(answer.text()).map((body) -> body.path("code").asText()).orElse("")
				: field + ": " + issue;
	}

	private static String subject(ReceivedRequest request) {
		Matcher path = CONTRACT.matcher(request.rawUri());
		if (path.matches()) {
			return path.group(1);
		}
		return WireView.json(request.bodyText())
			.map((body) -> body.path("out_contract_code").asText(body.path("out_trade_no").asText()))
			.orElse("");
	}

}
